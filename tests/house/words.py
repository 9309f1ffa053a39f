"""The words of the interface: found in code and templates, kept in the Russian catalogue, compiled.

``make messages`` brings the catalogue up to date: new words come in untranslated, words no longer used go. It needs no
gettext; the compiled catalogue is in the repository, so that a bare machine needs nothing either.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "concord"
CATALOGUE = PACKAGE / "wiring" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"

# Function → the places of context, singular, plural among its arguments.
_FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")
Key = tuple[str | None, str]


@dataclass
class Message:
    context: str | None
    words: str
    plural: str = ""
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return self.context, self.words


def messages() -> dict[Key, Message]:
    found: dict[Key, Message] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            calls = _in_code(path)
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            calls = _in_template(path)
        else:
            continue
        for message in calls:
            known = found.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            known.places.add(str(path.relative_to(PROJECT)))
    return found


def _in_code(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            function = names[node.func.id].removesuffix("_lazy").removesuffix("_noop")
            if function in _FUNCTIONS:
                yield from _message(function, [_said(argument) for argument in node.args])


def _said(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _in_template(path: Path) -> Iterator[Message]:
    for function, arguments in _CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        yield from _message(function, [ast.literal_eval(words) for words in re.findall(_STRING, arguments)])


def _message(function: str, given: list[str | None]) -> Iterator[Message]:
    context, words, plural = _FUNCTIONS[function]
    said = given[words]
    if said is not None:
        yield Message(
            context=given[context] if context is not None else None,
            words=said,
            plural=(given[plural] or "") if plural is not None else "",
        )


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE), wrapwidth=120)


def update() -> int:
    """Write the catalogue anew and compile it. Returns how many messages wait for a translation."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue()} if CATALOGUE.exists() else {}
    fresh = polib.POFile(wrapwidth=120)
    fresh.metadata = {
        "Project-Id-Version": "Concord",
        "Language": "ru",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS,
    }
    for message in sorted(messages().values(), key=lambda each: (min(each.places), each.words, each.context or "")):
        entry = polib.POEntry(msgctxt=message.context, msgid=message.words, msgid_plural=message.plural)
        entry.occurrences = [(place, "") for place in sorted(message.places)]
        if "%(" in message.words:
            entry.flags = ["python-format"]
        old = known.get(message.key)
        if message.plural:
            entry.msgstr_plural = old.msgstr_plural if old and old.msgstr_plural else {0: "", 1: "", 2: ""}
        elif old:
            entry.msgstr = old.msgstr
        fresh.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    return len(fresh.untranslated_entries())


if __name__ == "__main__":
    import django

    django.setup()
    print(f"{update()} messages wait for a translation in {CATALOGUE.relative_to(PROJECT)}")  # noqa: T201  a command
