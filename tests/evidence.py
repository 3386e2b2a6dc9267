"""Which clauses a run has proven: `xinqiao clauses` may claim only what passing tests show."""

import pytest


class ClauseEvidence:
    """Notes the outcome of each test marked with a clause, and fails a whole run that proves less than it claims."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.passed: set[str] = set()
        self.seen: set[str] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]):
        """Carry the ids along with the report, so that they reach the controller."""
        outcome = yield
        report = outcome.get_result()
        for mark in item.iter_markers("clause"):
            report.user_properties += [("clause", one) for one in mark.args]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect what passed."""
        ids = {value for name, value in report.user_properties if name == "clause"}
        self.seen |= ids
        if report.when == "call" and report.passed:
            self.passed |= ids

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A clause whose every marked test was skipped or failed is not proven, and that fails the run."""
        if hasattr(self.config, "workerinput"):
            return
        unproven = sorted(self.seen - self.passed)
        if unproven and not session.config.option.collectonly:
            session.exitstatus = session.exitstatus or 1
            reporter = self.config.pluginmanager.get_plugin("terminalreporter")
            if reporter:
                reporter.write_line(f"clauses without a passing test: {', '.join(unproven)}", red=True)
