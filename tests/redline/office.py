"""Runs under the system's own Python, which has the bridge to LibreOffice. One line of JSON in, one out:
{"open": path, "do": "accept" | "reject" | "", "edits": [[paragraph, start, length, text], ...], "save": path} gives
{"paragraphs": [...]} of the text. Edits are tracked, as a delegate's would be.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PARAGRAPH_BREAK = 0
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def named(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def connected(pipe):
    """The office needs a few seconds to start; each try waits a little longer than the one before."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for turn in range(100):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(min(0.05 * (turn + 1), 0.5))
    raise SystemExit("LibreOffice did not start")


def tell(**values):
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def edit(document, edits):
    """From the end to the beginning, so that places stay what they were."""
    document.RecordChanges = True
    walk = document.Text.createEnumeration()
    paragraphs = []
    while walk.hasMoreElements():
        paragraphs.append(walk.nextElement())
    for number, start, length, text in sorted(edits, reverse=True):
        cursor = document.Text.createTextCursorByRange(paragraphs[number].Start)
        cursor.goRight(start, False)  # noqa: FBT003  # the bridge knows no names of arguments
        if length:
            cursor.goRight(length, True)  # noqa: FBT003
            cursor.String = ""
        for turn, part in enumerate(text.split("\n")):
            if turn:
                end = cursor.End
                document.Text.insertControlCharacter(end, PARAGRAPH_BREAK, False)  # noqa: FBT003
                cursor = document.Text.createTextCursorByRange(end)
            if part:
                document.Text.insertString(cursor.End, part, False)  # noqa: FBT003


def main(pipe):
    office = connected(pipe)
    manager = office.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", office)
    tell(ready=True)
    for line in sys.stdin:
        job = json.loads(line)
        document = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, named(Hidden=True))
        if job["do"]:
            frame = document.CurrentController.Frame
            dispatcher.executeDispatch(frame, COMMANDS[job["do"]], "", 0, ())
        if job["edits"]:
            edit(document, job["edits"])
        if job["save"]:
            document.storeToURL(Path(job["save"]).as_uri(), named(FilterName="MS Word 2007 XML"))
        walk = document.Text.createEnumeration()
        found = []
        while walk.hasMoreElements():
            block = walk.nextElement()
            found.append(block.String if block.supportsService("com.sun.star.text.Paragraph") else None)
        document.close(True)  # noqa: FBT003  # the bridge knows no names of arguments
        tell(paragraphs=found)
    desktop.terminate()


if __name__ == "__main__":
    main(sys.argv[1])
