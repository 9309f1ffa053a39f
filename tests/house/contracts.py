"""Front doors: a contract for import-linter. One room enters another only through its public modules."""

from typing import Any

from importlinter import Contract, ContractCheck, fields, output


class FrontDoors(Contract):
    """Reports every module that imports a private module of a room it does not belong to."""

    rooms = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: Any, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001  the linter's signature
        entries = sorted(
            (importer, module)
            for room in self.rooms
            for private in graph.find_children(room)
            if private.rsplit(".", 1)[-1] not in self.doors
            for module in {private} | graph.find_descendants(private)
            for importer in graph.find_modules_that_directly_import(module)
            if importer != room and not importer.startswith(f"{room}.")
        )
        return ContractCheck(kept=not entries, metadata={"entries": entries})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, module in check.metadata["entries"]:
            output.print_error(f"{importer} enters {module} by the window; use a front door.")
