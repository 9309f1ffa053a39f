"""Words that read otherwise than they are: refused where people type them, kept to themselves where files hold them."""

import pytest
from django.test import Client
from tests.factories.assistance import project
from tests.factories.parties import seat, state

from concord.parties.models import User
from concord.parties.terms import Role

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T26")]

TURNED = "Aid to the \u202enemy"
ENTRY = {"status": "2", "confidence": "stated", "due_diligence": "not_stated", "tlp": "green", "readers": "own"}


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x07"])
@pytest.mark.parametrize("field", ["title_en", "donors", "request_reference"])
def test_a_form_refuses_what_cannot_be_seen(client: Client, field: str, sign: str):
    client.force_login(seat(state("KZ"), role=Role.EDITOR).user)
    answer = client.post("/assistance/new/", {"title_en": "Posts", **ENTRY, field: f"KZ some{sign}body"})
    assert answer.status_code == 200
    assert "characters that cannot be seen" in answer.content.decode()


def test_a_name_holds_nothing_unseen(client: Client):
    kz = state("KZ")
    client.force_login(seat(kz, role=Role.HEAD).user)
    fields = {"email": "n@example.org", "name": TURNED, "organisation": kz.pk, "role": "reader", "since": "2026-03-02"}
    assert client.post("/parties/seats/new/", fields).status_code == 422
    assert not User.objects.filter(email="n@example.org").exists()


@pytest.mark.parametrize("path", ["/assistance/", "/assistance/{uuid}/", "/search/?q=posts"])
def test_what_a_file_held_turns_nothing_around_it(client: Client, path: str):
    row = project(title=f"Posts {TURNED}")
    page = client.get(path.format(uuid=row.uuid)).content.decode()
    body = page[page.index("<main") :]
    assert TURNED not in body.replace(f"<bdi>Posts {TURNED}</bdi>", "")


def test_markup_is_words(client: Client):
    row = project(title="</script><img src=x onerror=alert(1)>")
    for path in ("/assistance/", f"/assistance/{row.uuid}/", "/search/?q=onerror", "/coverage/overlaps/"):
        answer = client.get(path)
        assert "<img src=x" not in answer.content.decode()
        assert "script-src 'self'" in answer["Content-Security-Policy"]
