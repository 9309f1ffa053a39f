"""Tables that carry personal data are recognised by their headings; ordinary tables are not."""

import pytest

from concord.assistance.logic.personal import PersonalColumn, personal_columns


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Passport No.", "passport"),
        ("номер паспорта", "passport"),
        ("Date of birth", "date of birth"),
        ("DOB", "date of birth"),
        ("Дата рождения", "date of birth"),
        ("Trainee name", "name of a person"),
        ("trainee_name", "name of a person"),
        ("Names of participants", "name of a person"),
        ("Surname", "name of a person"),
        ("ФИО участника", "name of a person"),
        ("Ф.И.О.", "name of a person"),
        ("Фамилия", "name of a person"),
        ("Phone", "phone"),
        ("Mobile", "phone"),
        ("Телефон", "phone"),
        ("ИИН", "identity number"),
        ("National ID", "identity number"),
        ("Home address", "home address"),
        ("Participant e-mail", "personal e-mail"),
        ("Ethnicity", "biometric or sensitive data"),
        ("PNR", "travel of a person"),
    ],
)
def test_personal_headings_are_named(heading: str, kind: str):
    assert personal_columns([heading]) == (PersonalColumn(heading, kind),)


def test_headings_of_a_table_of_projects_are_not_personal():
    headings = [
        "identifier",
        "title_en",
        "title_ru",
        "description_en",
        "status",
        "start",
        "end",
        "countries",
        "donor",
        "implementer",
        "budget",
        "currency",
        "year",
        "modality",
        "beneficiary",
        "requested_by",
        "request_reference",
        "assessment",
        "functional_mailbox",
        "source",
        "confirmed_on",
    ]
    others = ["Name of project", "Organisation name", "Mobile border posts", "Название", "Исполнитель", "Бенефициар"]
    assert personal_columns([*headings, *others]) == ()
