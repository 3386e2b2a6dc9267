"""Scans of signed consents in their case: put in with a locked vault, looked at with its key, by nobody else."""

from collections.abc import Callable, Iterator
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.access import Missing, Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import SealedChunk, SealedFile
from xinqiao.practice.cases import services
from xinqiao.practice.cases.forms import scans
from xinqiao.practice.cases.models import Case, Kind
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.rules import Giver
from xinqiao.register.consents.services import attach_scan, strike_consent
from xinqiao.register.consents.tests.builders import said, signed, taken_back

from .builders import MUCH_LATER, filed, open_case, ready

STRANGERS = ("lu", "xu", "bai", "qin", "ma", "he")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "JPEG")
    return made.getvalue()


def paper_of(cast: Cast, client: str = "lin") -> Consent:
    """What the client has signed."""
    return Consent.objects.get(client=cast.number(client), given_by=Giver.CLIENT)


def address(name: str, case: Case, consent: UUID) -> str:
    return reverse(f"cases:{name}", args=[case.pk, consent])


def put(
    cast: Cast,
    case: Case,
    data: bytes,
    *,
    by: str = "shen",
    name: str = "林晚舟的同意书.jpg",
    consent: UUID | None = None,
) -> HttpResponse:
    """Sent as the form sends it, the vault being locked."""
    where = address("scan", case, consent or paper_of(cast).pk)
    answer: HttpResponse = browser_of(cast, by, locked=True).post(where, {"file": SimpleUploadedFile(name, data)})
    return answer


@pytest.mark.clause("CNS-01", "REC-06")
def test_a_scan_is_put_in_while_the_vault_is_locked_and_looked_at_once_it_is_open(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    paper = paper_of(cast)

    assert put(cast, case, picture()).status_code == 302

    assert SealedFile.objects.get(row=paper.pk).dossier_id == case.dossier_id
    answer = browser_of(cast, "shen").get(address("open-scan", case, paper.pk))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{str(paper.pk)[:8]}"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.filter(kind="consents.scan_opened", subject=paper.pk).count() == 1


def test_nothing_of_a_scan_is_readable_in_the_database(cast: Cast) -> None:
    ready(cast)
    put(cast, open_case(cast), PDF, name="林晚舟.pdf")

    stored = b"".join(bytes(one) for one in SealedChunk.objects.values_list("sealed", flat=True))
    stored += b"".join(bytes(one) for one in SealedFile.objects.values_list("sealed", flat=True))
    assert b"%PDF" not in stored
    assert "林晚舟".encode() not in stored


def test_a_locked_vault_leads_to_the_passphrase_before_a_scan_is_shown(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    put(cast, case, picture())

    answer = browser_of(cast, "shen", locked=True).get(address("open-scan", case, paper_of(cast).pk))

    assert answer.status_code == 302
    assert reverse("accounts:vault") in answer.headers["Location"]


def test_the_case_page_shows_each_signed_form_and_what_can_be_done_with_it(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    guardian = Consent.objects.get(client=cast.number("lin"), given_by=Giver.GUARDIAN)
    wrong = signed(cast, "lin", at=MUCH_LATER)
    said(cast, "lin", Giver.GUARDIAN, at=MUCH_LATER)
    strike_consent(actor=cast.actor("shen"), consent=wrong.pk, reason="登记重了", at=MUCH_LATER)
    scanned = Consent.objects.get(client=cast.number("lin"), given_by=Giver.CLIENT, ended_at=None)
    put(cast, case, picture(), consent=scanned.pk)

    shown = browser_of(cast, "shen", locked=True).get(reverse("cases:case", args=[case.pk])).content.decode()

    assert address("open-scan", case, scanned.pk) in shown
    assert address("scan", case, guardian.pk) in shown
    assert shown.count("：放入扫描件") == 1
    assert str(wrong.pk) not in shown


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"<svg onload=alert(1)>", "a.svg", "网页代码"),
        (b"MZ\x90\x00" + bytes(200), "a.pdf", "不收这种文件"),
        (picture(), "a.pdf", "内容却是 JPG"),
        ("同意。".encode(), "a.txt", "要是图片或 PDF"),
        (PDF.replace(b"<<>>endobj", b"<</OpenAction 2 0 R/JavaScript 3 0 R>>endobj"), "a.pdf", "脚本"),
        (b"", "a.pdf", "空的"),
    ],
)
def test_what_is_no_scan_is_refused_in_a_sentence_and_nothing_is_kept(
    cast: Cast, data: bytes, name: str, says: str
) -> None:
    ready(cast)

    answer = put(cast, open_case(cast), data, name=name)

    assert answer.status_code in {409, 422}
    assert says in answer.content.decode()
    assert not SealedFile.objects.exists()


def test_what_is_too_big_or_not_there_is_refused_in_a_sentence(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ready(cast)
    case = open_case(cast)
    monkeypatch.setattr(scans, "MOST", 100)

    assert "最多 20 MB" in put(cast, case, picture()).content.decode()
    nothing = browser_of(cast, "shen").post(address("scan", case, paper_of(cast).pk), {})

    assert nothing.status_code == 422
    assert "没有收到文件" in nothing.content.decode()


def test_there_is_one_scan_of_one_form_and_none_after_the_closing(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    put(cast, case, picture())
    second = put(cast, case, picture())
    page = browser_of(cast, "shen").get(address("scan", case, paper_of(cast).pk))
    guardian = Consent.objects.get(client=cast.number("lin"), given_by=Giver.GUARDIAN)
    filed(cast, case, Kind.CLOSING)
    late = put(cast, case, picture(), consent=guardian.pk)

    assert second.status_code == 409
    assert "已经有扫描件了" in second.content.decode()
    assert page.status_code == 302
    assert late.status_code == 409
    assert "已经结案" in late.content.decode()
    shown = browser_of(cast, "shen").get(reverse("cases:case", args=[case.pk])).content.decode()
    assert address("open-scan", case, paper_of(cast).pk) in shown
    assert "没有扫描件" in shown


@pytest.mark.clause("CNF-01")
@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_else_puts_or_opens_a_scan(cast: Cast, name: str) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    put(cast, case, picture())
    paper = paper_of(cast).pk

    assert put(cast, case, picture(), by=name).status_code in {403, 404}
    for page in ("scan", "open-scan"):
        answer = browser_of(cast, name).get(address(page, case, paper))
        assert answer.status_code in {403, 404}
        assert case.number not in answer.content.decode()


def test_a_form_of_another_client_is_not_there(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    other = signed(cast, "batel")

    assert put(cast, case, picture(), consent=other.pk).status_code == 404
    assert browser_of(cast, "shen").get(address("open-scan", case, other.pk)).status_code == 404
    assert browser_of(cast, "shen").get(address("open-scan", case, paper_of(cast).pk)).status_code == 404
    with pytest.raises(Missing):
        services.keep_scan(
            actor=cast.actor("shen"), case=case.pk, consent=uuid4(), name="a", stream=BytesIO(), at=MUCH_LATER
        )


def test_a_scan_in_the_case_of_a_colleague_is_named_and_not_opened(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    before = open_case(cast, "lu")
    paper = paper_of(cast)
    attach_scan(
        actor=cast.actor("lu"), consent=paper.pk, dossier=before.dossier_id, name="a.jpg", stream=BytesIO(picture()),
        at=MUCH_LATER,
    )  # fmt: skip
    Case.objects.filter(pk=before.pk).update(stage="closed", closed_at=MUCH_LATER)
    case = services.open_case(
        actor=cast.actor("shen"),
        client=cast.number("lin"),
        beginning=services.Beginning(),
        token=uuid4(),
        at=MUCH_LATER,
    )

    shown = browser_of(cast, "shen").get(reverse("cases:case", args=[case.pk])).content.decode()
    answer = browser_of(cast, "shen").get(address("open-scan", case, paper.pk))

    assert "扫描件封在另一个个案里" in shown
    assert answer.status_code in {403, 404, 409}
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.clause("CNS-04")
def test_the_case_page_says_that_the_work_stops_once_consent_is_taken_back(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    browser = browser_of(cast, "shen")
    before = browser.get(reverse("cases:case", args=[case.pk])).content.decode()
    taken_back(cast, "lin")

    shown = browser.get(reverse("cases:case", args=[case.pk])).content.decode()

    assert "辅导停下" not in before
    assert "同意撤回了，辅导停下" in shown
    assert "撤回以前谈过的，照样写完、归入。" in shown
    assert "只有在有危险的时候接着做" in shown
    assert "处理撤回的同意" in shown
    assert reverse("cases:start", args=[case.pk]) in shown
    assert "撤回了对心理辅导的同意。" in shown


def test_two_who_put_a_scan_at_once_keep_one(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    ready(fresh_cast)
    case, actor = open_case(fresh_cast), fresh_cast.actor("shen")
    paper = paper_of(fresh_cast).pk

    def keep() -> SealedFile:
        return services.keep_scan(
            actor=actor, case=case.pk, consent=paper, name="a.jpg", stream=BytesIO(picture()), at=MUCH_LATER
        )

    results = at_once(keep, keep)

    assert sorted(isinstance(one, Problem) for one in results) == [False, True]
    assert SealedFile.objects.filter(row=paper).count() == 1
