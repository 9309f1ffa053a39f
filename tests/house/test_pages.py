"""A page's dataclass and its template agree both ways: nothing is used that is not declared, nothing declared that is
not used, and no template reaches past `page`.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields

import pytest
from django.template import Template, engines
from django.template.base import FilterExpression, Node, NodeList, Variable
from django.template.defaulttags import ForNode, WithNode
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode

import concord
from concord.ui.pages import Page

# Names that the frame gives every template; `request` is for the address and csrf, `form` for Django's own widgets.
FRAME = {
    "page",
    "chrome",
    "forloop",
    "request",
    "csrf_token",
    "messages",
    "block",
    "LANGUAGE_CODE",
    "True",
    "False",
    "None",
}
# What components read of a page that was handed to them whole.
BASE = {field.name for field in fields(Page)} | {"section", "fragment", "template", "query"}


def pages() -> dict[str, type[Page]]:
    for module in pkgutil.walk_packages(concord.__path__, "concord."):
        if ".views" in module.name or module.name == "concord.wiring.middleware":
            importlib.import_module(module.name)
    return {f"{page.__module__}.{page.__name__}": page for page in _below(Page) if "template" in vars(page)}


def _below(page: type[Page]) -> Iterator[type[Page]]:
    for child in page.__subclasses__():
        if child.__module__.startswith("concord."):
            yield child
        yield from _below(child)


def load(name: str) -> Template:
    return engines["django"].get_template(name).template


PAGES = pages()


class Reader:
    """Walks a template with what it extends and includes; collects the paths of variables by their first name."""

    def __init__(self) -> None:
        self.paths: set[tuple[str, ...]] = set()
        self.unknown: set[str] = set()
        self._in_part = 0
        self._seen: set[tuple[str, frozenset[str]]] = set()

    def template(self, name: str, known: frozenset[str]) -> None:
        if (name, known) in self._seen:
            return
        self._seen.add((name, known))
        self.nodes(load(name).nodelist, set(known))

    def nodes(self, nodes: NodeList | list[Node], known: set[str]) -> None:
        """Names set by a tag (``as name``) are known to what follows it, here and below."""
        for node in nodes:
            self.node(node, known)
            known |= {value for key, value in vars(node).items() if key in _SETS and isinstance(value, str)}

    def node(self, node: Node, known: set[str]) -> None:
        below = set(known)
        if isinstance(node, ExtendsNode | IncludeNode):
            self.other(node, known)
        if isinstance(node, ForNode):
            below |= set(node.loopvars)
        if isinstance(node, WithNode):
            below |= set(node.extra_context)
        if isinstance(node, BlockTranslateNode):
            below |= set(node.extra_context) | ({node.countervar} if node.countervar else set())
            for token in (*node.singular, *node.plural):
                if token.token_type.name == "VAR":
                    self.path(token.contents, below)
        for key, value in vars(node).items():
            if key not in ("parent", "origin", "token", "template"):
                self.value(value, below if isinstance(value, NodeList | Node) else known)

    def other(self, node: ExtendsNode | IncludeNode, known: set[str]) -> None:
        given = node.parent_name if isinstance(node, ExtendsNode) else node.template
        name = given.var if isinstance(given.var, str) else None
        assert name, "templates are named by words, not by variables"
        inside = set() if getattr(node, "isolated_context", False) else set(known)
        self._in_part += isinstance(node, IncludeNode)
        self.template(name.partition("#")[0], frozenset(inside | set(getattr(node, "extra_context", {}))))
        self._in_part -= isinstance(node, IncludeNode)

    def value(self, value: object, known: set[str]) -> None:  # noqa: C901  one branch for each thing a tag may hold
        if isinstance(value, FilterExpression):
            self.value(value.var, known)
            for _function, arguments in value.filters:
                for is_variable, argument in arguments:
                    if is_variable:
                        self.value(argument, known)
        elif isinstance(value, Variable):
            if value.lookups:
                self.path(".".join(value.lookups), known)
        elif isinstance(value, TokenBase):
            # a part may ask whether it was given something: that is how its optional arguments are declared
            names = {each.var.var for each in _compared(value) if self._in_part and isinstance(each.var, Variable)}
            self.value(list(_compared(value)), known | names)
        elif isinstance(value, NodeList):
            self.nodes(value, known)
        elif isinstance(value, Node):
            self.node(value, known)
        elif isinstance(value, dict):
            self.value(list(value.values()), known)
        elif isinstance(value, list | tuple):
            for each in value:
                self.value(each, known)

    def path(self, path: str, known: set[str]) -> None:
        names = tuple(path.split("|", maxsplit=1)[0].split("."))
        if names[0] == "page":
            self.paths.add(names)
        elif names[0] not in known | FRAME and not names[0][:1].isdigit():
            self.unknown.add(path)


def _compared(token: TokenBase) -> Iterator[FilterExpression]:
    """The values that a condition looks at."""
    for value in vars(token).values():
        if isinstance(value, TokenBase):
            yield from _compared(value)
        elif isinstance(value, FilterExpression):
            yield value


_SETS = {"target_var", "asvar", "as_var", "variable_name", "var_name", "variable", "varname"}


@pytest.fixture(params=PAGES, scope="module")
def read(request) -> tuple[type[Page], Reader]:
    page, reader = PAGES[request.param], Reader()
    reader.template(page.template, frozenset())
    return page, reader


def test_the_reader_is_not_blind():
    planted = Template(
        "{% load i18n ui %}{% pair term=other %}{{ page.absent.part }}{% endpair %}"
        "{% for a in page.rows %}{{ a }}{{ b|default:c }}{% endfor %}"
        "{% if d and not dd.x %}{% with e=f %}{{ e }}{% endwith %}{% endif %}"
        "{% blocktranslate with g=page.g %}{{ g }} {{ h }}{% endblocktranslate %}{% translate 'x' as i %}{{ i }}{{ a }}"
    )
    reader = Reader()
    reader.nodes(planted.nodelist, set())
    assert reader.unknown == {"other", "b", "c", "d", "dd.x", "f", "h", "a"}
    assert reader.paths == {("page", "absent", "part"), ("page", "rows"), ("page", "g")}


def test_a_template_uses_only_fields_of_its_page(read):
    page, reader = read
    declared = {field.name for field in fields(page)} | {
        name for name in dir(page) if isinstance(vars(page).get(name), property)
    }
    assert {path[1] for path in reader.paths if len(path) > 1} - declared - BASE == set()


def test_every_field_is_used(read):
    page, reader = read
    own = {field.name for field in fields(page)} - {field.name for field in fields(Page)}
    assert own - {path[1] for path in reader.paths if len(path) > 1} == set()


def test_a_template_sees_one_name(read):
    _page, reader = read
    assert reader.unknown == set()
