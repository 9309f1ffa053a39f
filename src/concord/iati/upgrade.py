"""Codes and words of 1.0x files (and of what was published before them) in the codes of 2.03.

Facts of the standard's own upgrade notes for 2.01. A code that is not a key is already one of 2.x and passes as it is,
so the tables serve every version and no reader needs to know which one it reads.
"""

DATE_TYPE = {
    "start-planned": "1",
    "start-actual": "2",
    "end-planned": "3",
    "end-actual": "4",
    "start": "2",
    "completion": "4",
}

ROLE = {
    "Funding": "1",
    "Accountable": "2",
    "Extending": "3",
    "Implementing": "4",
    "funding": "1",
    "accountable": "2",
    "extending": "3",
    "implementing": "4",
    "donor": "1",
}

TRANSACTION_TYPE = {
    "IF": "1",
    "C": "2",
    "D": "3",
    "E": "4",
    "IR": "5",
    "LR": "6",
    "R": "7",
    "QP": "8",
    "QS": "9",
    "CG": "10",
}
"""TB (total budget) of 1.0x has no counterpart: it passes as it is and the code check names it."""

TRANSACTION_WORD = {
    "incoming funds": "1",
    "commitment": "2",
    "disbursement": "3",
    "disbursment": "3",
    "expenditure": "4",
    "interest repayment": "5",
    "loan repayment": "6",
    "reimbursement": "7",
}

STATUS_WORD = {
    "pipeline/identification": "1",
    "implementation": "2",
    "completion": "3",
    "finalisation": "3",
    "post-completion": "4",
    "closed": "4",
    "cancelled": "5",
    "suspended": "6",
}

SECTOR_VOCABULARY = {
    "DAC": "1",
    "DAC-5": "1",
    "DAC-3": "2",
    "COFOG": "3",
    "NACE": "4",
    "NTEE": "5",
    "ADT": "6",
    "RO": "99",
    "RO2": "98",
}

MARKER_VOCABULARY = {"DAC": "1", "RO": "99"}

BUDGET_TYPE = {"original": "1", "revised": "2", "Original": "1", "Revised": "2"}

GEOGRAPHIC_VOCABULARY = {"GEO": "G1", "OSM": "G2"}

INDICATOR_VOCABULARY = {"WHO": "1"}

LOCATION_EXACTNESS = {"1": "1", "2": "2", "3": "2", "4": "2", "5": "2", "6": "2", "8": "2"}
"""`coordinates/@precision` of 1.0x: 1 was an exact place, all else an area around it."""

FLAG = {"1": True, "true": True, "True": True, "TRUE": True, "0": False, "false": False, "False": False, "FALSE": False}
