"""What the school has set."""

from xinqiao.practice.cases.models import CaseRules


def case_rules() -> CaseRules:
    """The school's rules; the defaults until somebody has set them."""
    return CaseRules.objects.first() or CaseRules()
