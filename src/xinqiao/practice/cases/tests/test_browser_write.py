"""The editor in a real browser: a record by keyboard alone, and nothing lost whatever happens around it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.cast import NOW
from tests.site import Site, choose, faults
from xinqiao.core.clock import freeze, now
from xinqiao.core.vault.documents import open_draft
from xinqiao.practice.cases.models import Case, Draft, FileKind, Kind, Record
from xinqiao.practice.cases.services.taking import draft_spot_of
from xinqiao.practice.cases.states import RecordState
from xinqiao.register.accounts.models import OpenSession

from .builders import MUCH_LATER, file, open_case, ready, save, start, visit
from .test_files import MP3, agreed, attach, picture

pytestmark = pytest.mark.browser
TEXT = "说这两周睡得好一些了，大概十一点半能睡着。"
NEXT = "每晚写三行“今天做成的事”。"
KEPT = re.compile("草稿已加密存好")
MOST_KEYS = 8


@pytest.fixture
def case(site: Site) -> Iterator[Case]:
    """Shen's case with Lin, who was here this morning."""
    with freeze(MUCH_LATER):
        ready(site.cast)
        made = open_case(site.cast)
        visit(site.cast)
        yield made


def record_of(case: Case) -> Record:
    """The record that waits to be written."""
    return Record.objects.get(case=case, kind=Kind.SESSION, state=RecordState.OPEN)


def editor(site: Site, page: Page, record: Record) -> None:
    """The page on which the record is written."""
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/cases/record/{record.pk}/write/")
    expect(page.get_by_label("来访者陈述")).to_be_focused()


def kept_of(site: Site, record: Record) -> dict[str, object]:
    """What the draft holds, opened by its writer's key."""
    draft = Draft.objects.get(record=record)
    spot = draft_spot_of(Record.objects.select_related("case__dossier").get(pk=record.pk))
    kept: dict[str, object] = open_draft(
        site.cast.keyring("shen"), spot, draft.revision, bytes(draft.sealed), at=MUCH_LATER
    )
    return kept


@pytest.mark.clause("REC-01")
def test_a_visit_is_on_record_by_keyboard_alone(site: Site, case: Case, desk_page: Page) -> None:
    page, record, pressed = desk_page, record_of(case), []
    editor(site, page, record)

    def press(key: str) -> None:
        pressed.append(key)
        page.keyboard.press(key)

    page.keyboard.insert_text(TEXT)
    press("Alt+4")
    press("1")
    press("Alt+7")
    page.keyboard.insert_text(NEXT)
    press("Control+Enter")

    page.wait_for_url(lambda url: "/write/" not in url and "/sign/" not in url)
    record.refresh_from_db()
    assert record.state == RecordState.FILED
    assert len(pressed) <= MOST_KEYS


def test_the_editor_is_fit_to_be_seen(site: Site, case: Case, page: Page) -> None:
    earlier = start(site.cast, case, starts_at=NOW - timedelta(days=7))
    file(site.cast, earlier, agreed="和同桌打一次羽毛球。\n再问一次睡眠。")
    record = record_of(case)
    editor(site, page, record)
    expect(page.get_by_text("和同桌打一次羽毛球。")).to_be_visible()
    assert faults(page, "record-editor-empty") == []

    page.get_by_label("来访者陈述").fill(TEXT * 6)
    page.get_by_label("观察").fill("她有点抑郁症的样子。")
    expect(page.get_by_text("医院才能下的诊断")).to_be_visible()
    choose(page, "risk", "crisis")
    expect(page.get_by_text("先顾人，再写记录。")).to_be_visible()
    expect(page.locator("[data-save]")).to_have_text(KEPT)
    assert faults(page, "record-editor") == []

    page.get_by_role("button", name="签名并归入个案").click()
    expect(page.get_by_text("请填写“下一步”。")).to_be_visible()
    assert faults(page, "record-editor-wrong") == []


def test_every_paper_is_fit_to_be_seen(site: Site, case: Case, page: Page) -> None:
    done = file(site.cast, start(site.cast, case), family="父母在谈离婚。", risk="crisis", effect=7)
    addition = start(site.cast, case, Kind.ADDITION, adds_to=done.pk)
    file(site.cast, addition)
    intake, half = start(site.cast, case, Kind.INTAKE), start(site.cast, case, Kind.PHONE)
    save(site.cast, half, {"said": TEXT})
    file(site.cast, intake)
    agreed(site.cast)
    talk = attach(site.cast, case, MP3 * 40, "talk.mp3", FileKind.AUDIO, record_id=done.pk)
    attach(site.cast, case, picture(), "drawing.jpg", FileKind.DRAWING, record_id=done.pk)
    plan, closing = start(site.cast, case, Kind.PLAN), start(site.cast, case, Kind.CLOSING)
    note = start(site.cast, case, Kind.NOTE)
    site.enter(page, "shen")
    for name, address in [
        ("filed", f"record/{done.pk}/"),
        ("plan", f"record/{plan.pk}/write/"),
        ("closing", f"record/{closing.pk}/write/"),
        ("start-talk", f"{case.pk}/start/?kind=parent"),
        ("start-closing", f"{case.pk}/start/?kind=closing"),
        ("note", f"{note.case_id}/note/"),
        ("drop", f"record/{half.pk}/drop/"),
        ("attach", f"{case.pk}/attach/"),
        ("listen", f"file/{talk.pk}/listen/"),
    ]:
        page.goto(f"{site.url}/desk/cases/{address}")
        assert faults(page, f"record-{name}") == [], name


def test_a_list_of_aims_grows_by_keyboard(site: Site, case: Case, desk_page: Page) -> None:
    file(site.cast, start(site.cast, case, Kind.INTAKE))
    plan, page = start(site.cast, case, Kind.PLAN), desk_page
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/cases/record/{plan.pk}/write/")

    expect(page.get_by_label("第 1 行，目标")).to_be_focused()
    for row in range(5):
        if row >= 3:
            page.get_by_role("button", name="加一行").focus()
            page.keyboard.press("Enter")
        else:
            page.get_by_label(f"第 {row + 1} 行，目标").focus()
        page.keyboard.insert_text(f"目标 {row + 1}")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/write/" not in url and "/sign/" not in url)

    plan.refresh_from_db()
    assert plan.state == RecordState.FILED


def test_nothing_is_lost_when_the_server_is_away(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    page.route("**/draft/", lambda route: route.abort())

    page.keyboard.insert_text(TEXT)
    expect(page.locator("[data-save]")).to_contain_text("没有存上", timeout=8000)
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)
    assert "/write/" in page.url
    page.unroute("**/draft/")

    expect(page.locator("[data-save]")).to_have_text(KEPT, timeout=15_000)
    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)
    assert kept_of(site, record)["said"] == TEXT


def test_the_lock_of_the_screen_keeps_first(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    page.keyboard.insert_text(TEXT)

    page.get_by_role("button", name="锁屏").last.click()
    expect(page).to_have_url(re.compile("/account/unlock/"))
    assert TEXT not in page.content()
    assert kept_of(site, record)["said"] == TEXT

    OpenSession.objects.update(locked_at=None, seen_at=now())
    page.goto(f"{site.url}/desk/cases/record/{record.pk}/write/")
    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)


def test_a_lock_that_cannot_keep_covers_the_page_until_it_can(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    page.route("**/draft/", lambda route: route.abort())
    page.keyboard.insert_text(TEXT)

    page.get_by_role("button", name="锁屏").last.click()
    expect(page.get_by_text("屏幕遮住了")).to_be_visible()
    expect(page.get_by_label("来访者陈述")).to_be_hidden()
    page.unroute("**/draft/")

    expect(page).to_have_url(re.compile("/account/unlock/"), timeout=15_000)
    assert kept_of(site, record)["said"] == TEXT


def test_a_screen_locked_elsewhere_still_takes_what_is_typed_here(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    OpenSession.objects.update(locked_at=now())

    page.keyboard.insert_text(TEXT)

    expect(page.locator("[data-save]")).to_have_text(KEPT, timeout=8000)
    assert kept_of(site, record)["said"] == TEXT


def test_a_session_that_ended_leaves_the_text_and_takes_it_after_a_new_sign_in(
    site: Site, case: Case, desk_page: Page
) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    OpenSession.objects.all().delete()

    page.keyboard.insert_text(TEXT)
    expect(page.locator("[data-save]")).to_contain_text("请在新标签页里登录", timeout=8000)
    expect(page.get_by_role("link", name="在新标签页登录").first).to_have_attribute("href", "/account/sign-in/")
    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)
    page.context.clear_cookies()
    site.enter(page, "shen")

    expect(page.locator("[data-save]")).to_have_text(KEPT, timeout=20_000)
    assert kept_of(site, record)["said"] == TEXT


@pytest.mark.parametrize("what_ends", ["session", "screen"])
def test_what_was_agreed_last_never_leads_away_from_what_is_typed(
    site: Site, case: Case, desk_page: Page, what_ends: str
) -> None:
    page, record, held = desk_page, record_of(case), list[Route]()
    page.route("**/last/", lambda route: held.append(route))
    editor(site, page, record)
    page.keyboard.insert_text(TEXT)
    if what_ends == "session":
        OpenSession.objects.all().delete()
    else:
        OpenSession.objects.update(locked_at=now())

    with page.expect_response("**/last/") as answer:
        held[0].continue_()
    assert (answer.value.status, "hx-redirect" in answer.value.headers) == (401, True)

    said = "请在新标签页里登录" if what_ends == "session" else KEPT
    expect(page.locator("[data-save]")).to_contain_text(said, timeout=8000)
    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)
    assert page.url.endswith("/write/")


def test_signing_with_a_locked_vault_comes_back_with_everything(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Alt+4")
    page.keyboard.press("1")
    page.keyboard.press("Alt+7")
    page.keyboard.insert_text(NEXT)
    vault = [one for one in page.context.cookies() if "vault" in one["name"]]
    page.context.clear_cookies(name=vault[0]["name"])

    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("/account/vault/"))
    page.context.add_cookies(vault)  # type: ignore[arg-type]
    page.goto(f"{site.url}/desk/cases/record/{record.pk}/write/")

    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)
    expect(page.get_by_label("下一步", exact=False).first).to_be_visible()
    assert kept_of(site, record)["next"] == NEXT


def test_two_tabs_overwrite_nothing(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    editor(site, page, record)
    save(site.cast, record, {"said": "另一个标签页里的话"})

    page.keyboard.insert_text(TEXT)

    expect(page.locator("[data-save]")).to_contain_text("没有覆盖", timeout=8000)
    expect(page.get_by_role("link", name="在新标签页看最新的")).to_be_visible()
    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)
    assert kept_of(site, record)["said"] == "另一个标签页里的话"


def test_one_saving_is_under_way_at_a_time(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    under_way, most = 0, 0

    def slowly(route: Route) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        answer = route.fetch()
        under_way -= 1
        route.fulfill(response=answer)

    editor(site, page, record)
    page.route("**/draft/", slowly)
    for _each in range(4):
        page.keyboard.insert_text("又一句。")
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-save]")).to_have_text(KEPT, timeout=8000)
    page.wait_for_timeout(4000)

    assert most == 1
    assert kept_of(site, record)["said"] == "又一句。" * 4


def test_a_word_a_doctor_says_gets_a_remark_and_is_no_obstacle(site: Site, case: Case, desk_page: Page) -> None:
    page, record = desk_page, record_of(case)
    asked: list[str] = []
    editor(site, page, record)
    page.on("request", lambda request: asked.append(request.url))

    page.keyboard.insert_text("他说自己有多动症。")
    expect(page.get_by_role("note")).to_contain_text("多动症")
    page.get_by_role("button", name="医生已确诊，注明来源").click()

    expect(page.get_by_label("来访者陈述")).to_have_value("他说自己有多动症（医院诊断，来源：）。")
    expect(page.get_by_role("note")).to_have_count(0)
    assert [url for url in asked if not url.endswith("/draft/")] == []


def test_without_any_script_a_record_is_kept_and_signed(site: Site, case: Case, chromium: object) -> None:
    record = record_of(case)
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")  # type: ignore[attr-defined]
    page = context.new_page()
    site.enter(page, "shen")
    page.goto(f"{site.url}/desk/cases/record/{record.pk}/write/")
    page.get_by_label("来访者陈述").fill(TEXT)
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_label("来访者陈述")).to_have_value(TEXT)
    page.locator("input[name=risk][value=none]").focus()
    page.keyboard.press("Space")
    page.locator("#f-next").fill(NEXT)
    page.get_by_role("button", name="签名并归入个案").click()

    expect(page).not_to_have_url(re.compile("/sign/"))
    record.refresh_from_db()
    assert record.state == RecordState.FILED
    context.close()
