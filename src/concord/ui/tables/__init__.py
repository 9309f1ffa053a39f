"""Tables people can work in: declared columns; sort, filters, chosen columns and page in the address; exports of
exactly what is seen. A sheet declares, a table is what one reader asked to see of it.
"""

from concord.ui.tables.columns import Column
from concord.ui.tables.export import export
from concord.ui.tables.filters import Choice, Filter
from concord.ui.tables.sheet import Sheet
from concord.ui.tables.table import FORMATS, Table

__all__ = ["FORMATS", "Choice", "Column", "Filter", "Sheet", "Table", "export"]
