"""The sign-in in a real browser: a newcomer by start code, then by a passkey of the browser's own; the lock by key."""

from datetime import timedelta

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.cast import Cast
from tests.site import Site, axe, shot
from xinqiao.core.access import PROGRAM
from xinqiao.core.clock import now
from xinqiao.register.accounts import services
from xinqiao.register.accounts.models import Account, Passkey
from xinqiao.register.accounts.tests.builders import OTHER_WORDS, WORDS, code

PIN = "402918"


def look(page: Page, name: str) -> None:
    """Nothing is out of reach, and nothing sticks out; a screenshot is kept."""
    page.wait_for_load_state("load")
    shot(page, name)
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, name


def by_name(site: Site) -> str:
    """The site under a name: passkeys belong to names, not to numbers."""
    return site.url.replace("127.0.0.1", "localhost")


def virtual_key(page: Page) -> CDPSession:
    """A key inside the browser that says yes to everything it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def start_code(cast: Cast, name: str = "shen") -> str:
    return services.make_account(actor=PROGRAM, staff=cast.staff[name].pk, sign_in=name, at=now()).start_code


def say(page: Page, words: str) -> None:
    page.get_by_label("登录名").fill("shen")
    page.get_by_label("口令", exact=True).fill(words)
    page.get_by_role("button", name="下一步").click()


def lock(page: Page) -> None:
    """One key, once the page's scripts are there to hear it."""
    page.wait_for_load_state("load")
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="屏幕已锁")).to_be_visible()


def set_first_passphrase(page: Page) -> None:
    page.get_by_label("新口令").fill(WORDS)
    page.get_by_label("再写一遍").fill(WORDS)
    page.get_by_role("button", name="就用这个").click()


def keep_codes_and_set_pin(page: Page) -> None:
    page.get_by_role("button", name="给我十个备用码").click()
    expect(page.locator(".xq-codes li")).to_have_count(10)
    look(page, "recovery-codes")
    page.get_by_role("link", name="抄好了，去设锁屏的 PIN").click()
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("再写一遍").fill(PIN)
    look(page, "pin")
    page.get_by_role("button", name="设好").click()


@pytest.mark.browser
def test_a_newcomer_with_a_phone_locks_and_opens_the_screen(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/account/sign-in/?next=/account/me/")
    look(page, "sign-in")
    say(page, "不是这一句话呀")
    expect(page.get_by_text("登录名或口令不对")).to_be_visible()
    look(page, "sign-in-wrong")
    say(page, start_code(site.cast))
    look(page, "first-passphrase")
    set_first_passphrase(page)
    look(page, "enrol")
    secret = page.locator(".xq-id").inner_text().replace(" ", "")
    page.get_by_label("手机上的六位数字").fill(code(secret, now()))
    page.get_by_role("button", name="就用这部手机").click()
    keep_codes_and_set_pin(page)
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()
    look(page, "own-login")

    lock(page)
    assert page.title() == "校园服务"
    look(page, "locked")
    page.get_by_label("PIN", exact=True).fill("111222")
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text("再试错 4 次")).to_be_visible()
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()

    page.get_by_role("region", name="正在登录的地方").get_by_role("button", name="退出登录").click()
    say(page, WORDS)
    look(page, "second-step")
    page.get_by_label("手机上的六位数字").fill(code(secret, now() + timedelta(seconds=30)))
    page.get_by_role("button", name="登录", exact=True).click()
    page.goto(f"{site.url}/account/me/")
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()


@pytest.mark.browser
def test_a_passkey_takes_the_second_step_and_opens_the_screen(site: Site, desk_page: Page) -> None:
    page, here = desk_page, by_name(site)
    virtual_key(page)
    page.goto(f"{here}/account/sign-in/?next=/account/me/")
    say(page, start_code(site.cast))
    set_first_passphrase(page)
    page.get_by_label("给它起个名字").fill("办公室的电脑")
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("link", name="以后再说").click()
    expect(page.get_by_text("通行密钥：办公室的电脑")).to_be_visible()

    lock(page)
    page.get_by_role("button", name="用通行密钥打开").click()
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{here}/account/sign-in/?next=/account/me/")
    say(page, WORDS)
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()
    assert Passkey.objects.get().sign_count > 1


@pytest.mark.browser
def test_under_a_number_no_passkey_is_offered(site: Site, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"{site.url}/account/sign-in/")
    say(page, start_code(site.cast))
    set_first_passphrase(page)
    expect(page.get_by_role("heading", name="登记这台电脑")).to_be_visible()

    expect(page.get_by_role("button", name="添加通行密钥")).to_be_hidden()


@pytest.mark.browser
def test_the_director_makes_an_account_and_registers_a_computer(site: Site, page: Page) -> None:
    site.enter(page, "xu")
    page.goto(f"{site.url}/account/staff/")
    look(page, "staff")
    page.get_by_role("link", name="开一个账号").click()
    page.get_by_label("给谁").select_option(label="沈知微")
    page.get_by_label("登录名").fill("shen")
    look(page, "make-account")
    page.get_by_role("button", name="开账号").click()
    look(page, "start-code")
    page.get_by_role("link", name="交给本人了").click()
    look(page, "account")
    page.get_by_role("button", name="给一个电脑码").click()
    look(page, "computer-code")
    written = page.locator("p.xq-id").inner_text()
    assert Account.objects.get(sign_in="shen").waits_for_its_owner
    assert len(written) == len("abcde-fghij")
    page.goto(f"{site.url}/account/staff/{Account.objects.get(sign_in='shen').pk}/reset/")
    look(page, "reset")


@pytest.mark.browser
def test_what_was_typed_wrong_is_not_lost_and_passphrases_are(site: Site, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"{site.url}/account/sign-in/")
    say(page, OTHER_WORDS)

    expect(page.get_by_label("登录名")).to_have_value("shen")
    expect(page.get_by_label("口令", exact=True)).to_have_value("")
