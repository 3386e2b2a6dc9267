"""Every message of the program, read from templates and modules as Django reads them, and all catalogues together."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

PACKAGE = Path(__file__).resolve().parents[2]
TOOL = PACKAGE.parents[1] / "tools" / "messages.py"
CHINESE = re.compile(r"[\u3400-\u9fff\uff0c\u3002\uff1b\uff1a\uff1f]")
QUOTED = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\''
TRANSLATE = re.compile(rf"{{%\s*(?:translate|trans)\s+({QUOTED})(?:[^%]*?\bcontext\s+({QUOTED}))?")
BLOCK = re.compile(r"{%\s*blocktranslate\b(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
IN_EXPRESSION = re.compile(rf"\b_\(({QUOTED})\)")
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
ASIDE = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURALS = {"ngettext", "ngettext_lazy"}
CONTEXTS = {"pgettext", "pgettext_lazy"}
ALL_CALLS = SINGLE | PLURALS | CONTEXTS | {"npgettext", "npgettext_lazy"}


def templates() -> list[Path]:
    """Every template of the program."""
    return [file for file in sorted(PACKAGE.rglob("templates/**/*.html")) if "node_modules" not in file.parts]


def modules() -> list[Path]:
    """Every module but tests and migrations."""
    skipped = {"tests", "migrations", "node_modules"}
    return [file for file in sorted(PACKAGE.rglob("*.py")) if not skipped & set(file.parts)]


def in_template(text: str) -> Iterator[str]:
    """The keys under which a template asks for its messages."""
    text = ASIDE.sub("", text)
    for found in TRANSLATE.finditer(text):
        yield _key(_unquote(found[1]), context=_unquote(found[2]) if found[2] else "")
    for found in IN_EXPRESSION.finditer(text):
        yield _unquote(found[1])
    for found in BLOCK.finditer(text):
        options = list(smart_split(found[1]))
        bodies = [_body(part, trimmed="trimmed" in options) for part in PLURAL.split(found[2])]
        context = _unquote(options[options.index("context") + 1]) if "context" in options else ""
        yield _key(*bodies, context=context)


def in_module(tree: ast.Module) -> Iterator[str]:
    """The keys under which a module asks for its messages."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or (name := _called(node)) not in ALL_CALLS:
            continue
        said = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in SINGLE and said:
            yield said[0]
        elif name in PLURALS and len(said) > 1:
            yield _key(*said[:2])
        elif name in CONTEXTS and len(said) > 1:
            yield _key(said[1], context=said[0])


def bare_chinese(tree: ast.Module) -> Iterator[ast.Constant]:
    """Chinese in a module that is neither translated nor a docstring nor a note on what a clause still lacks."""
    spoken = [call for call in ast.walk(tree) if isinstance(call, ast.Call) and _called(call) in ALL_CALLS | {"clause"}]
    fine = {id(part) for call in spoken for part in ast.walk(call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            fine.add(id(node.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CHINESE.search(node.value)
            and id(node) not in fine
        ):
            yield node


def bare_text(text: str) -> str:
    """What a template says outside of its tags."""
    text = BLOCK.sub("", ASIDE.sub("", text))
    return re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)


def catalogues() -> dict[str, str]:
    """All English catalogues together, as Django merges them."""
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    __import__("sys").modules[spec.name] = tool
    spec.loader.exec_module(tool)
    known: dict[str, str] = {}
    for file in sorted(PACKAGE.rglob("locale/en/LC_MESSAGES/*.po")):
        known |= {key: value for key, value in tool.parse(file.read_text(encoding="utf-8")).items() if value}
    return known


def _called(node: ast.Call) -> str:
    return (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )


def _key(*bodies: str, context: str = "") -> str:
    return (context + "\x04" if context else "") + "\0".join(bodies)


def _body(text: str, *, trimmed: bool) -> str:
    text = VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))
    return trim_whitespace(text) if trimmed else text


def _unquote(text: str) -> str:
    return text[1:-1].replace(f"\\{text[0]}", text[0]).replace("\\\\", "\\")
