"""The pages of one's own times, without any script, and what strangers get."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.doors import browser_of
from tests.families import make_families
from tests.own_door import own_browser
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, CounsellorProfile, TalkRequest, Wish

from .builders import FRIDAY, book, hour
from .own import book_own, join, open_own, who
from .test_keep_profile import photograph

BOOK = "/me/times/"


@pytest.fixture(autouse=True)
def _on_a_school_day(cast):
    open_own(cast, talk_phone="0991-1234567")
    with freeze(NOW):
        yield


@pytest.fixture
def lin(cast):
    return own_browser(cast, "lin")


def read(answer):
    return answer.content.decode()


def chosen(page, name):
    """The value of the choice that is made already."""
    return re.search(rf'name="{name}"[^>]*value="([^"]+)" checked', page)[1]


def token_of(page):
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def sent(page, **more):
    return {"token": token_of(page), "at": chosen(page, "at"), "who": chosen(page, "who"), "how": "in_person", **more}


@pytest.mark.clause("APT-01")
def test_without_a_script_the_likely_time_is_one_press_away(lin, cast):
    page = read(lin.get(BOOK))

    answer = lin.post(BOOK, sent(page), follow=True)

    assert "约好了" in read(answer)
    assert "明德楼 312" in read(answer)
    assert Appointment.objects.get().client_id == cast.number("lin")


def test_without_a_script_another_day_is_looked_at_by_a_press(lin):
    page = read(lin.get(BOOK, {"who": "any", "day": "2026-10-19"}))

    assert chosen(page, "day") == "2026-10-19"
    assert chosen(page, "at").startswith("2026-10-19T08:00")
    assert "<noscript>" in page
    assert "10 月 19 日" in page.split('role="status"')[1][:200]
    assert "08:00" not in page.split('role="status"')[1][:200]


def test_a_page_that_follows_says_the_time_in_its_last_line(lin):
    page = read(lin.get(BOOK, {"day": "2026-10-19", "at": hour(FRIDAY, 9).starts.isoformat()}, HTTP_HX_REQUEST="true"))

    assert "08:00" in page.split('role="status"')[1][:300]


@pytest.mark.parametrize(
    "asked",
    [{"who": "x"}, {"who": str(uuid4())}, {"day": "2026-13-01"}, {"at": "never"}, {"how": "pigeon"}, {"at": "%00"}],
)
def test_what_was_edited_by_hand_is_chosen_anew(lin, asked):
    answer = lin.get(BOOK, asked)

    assert answer.status_code == 200
    assert chosen(read(answer), "at")


@pytest.mark.parametrize("more", [{"at": ""}, {"at": "never"}, {"token": "x"}, {"how": "pigeon"}])
def test_a_form_edited_by_hand_books_nothing(lin, more):
    page = read(lin.get(BOOK))

    assert lin.post(BOOK, sent(page, **more)).status_code == 422
    assert not Appointment.objects.exists()


def test_a_refusal_is_said_on_the_page_with_new_times(lin, cast):
    page = read(lin.get(BOOK))
    form = sent(page, at=hour(FRIDAY, 8).starts.isoformat())
    for by, name in (("shen", "batel"), ("lu", "ayi")):
        book(cast, name, hour(FRIDAY, 8), by=by)

    answer = lin.post(BOOK, form)

    assert answer.status_code == 409
    assert "刚刚被约走" in read(answer)
    assert chosen(read(answer), "at")


def test_who_has_enough_is_told_so_before_choosing(lin, cast):
    for start in (9, 14):
        book_own(who(cast, "lin"), hour(FRIDAY, start).starts)

    page = read(lin.get(BOOK))

    assert "约好的有 2 次" in page
    assert 'name="at"' not in page


def test_where_nothing_is_free_the_line_is_offered(lin, cast):
    services.set_opening_hours(
        actor=cast.actor("xu"), valid_from=FRIDAY.replace(day=1), valid_to=FRIDAY.replace(day=31), sessions=[], at=NOW
    )

    assert "排个候补" in read(lin.get(BOOK))


@pytest.mark.clause("OPN-01")
def test_who_is_there_and_when_it_is_open(lin, cast):
    services.keep_profile(actor=cast.actor("shen"), called="", lines=["喜欢种花"], picture=photograph(), at=NOW)

    page = read(lin.get(reverse("times:people")))

    for said in ("沈老师", "陆老师", "喜欢种花", "08:00–12:00，14:00–18:00", "明德楼 312"):
        assert said in page
    answer = lin.get(reverse("times:picture", args=[cast.staff["shen"].pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert lin.get(reverse("times:picture", args=[cast.staff["lu"].pk])).status_code == 404


def test_an_appointment_is_moved_and_called_off(lin, cast):
    made = book_own(who(cast, "lin"))
    page = read(lin.get(reverse("times:move", args=[made.pk])))
    assert "原来是" in page

    answer = lin.post(reverse("times:move", args=[made.pk]), sent(page, at=hour(FRIDAY, 16).starts.isoformat()))
    new = Appointment.objects.get(state="booked")
    assert answer["Location"] == reverse("times:booked", args=[new.pk])
    assert "换到别的时间了" in read(lin.get(reverse("times:booked", args=[made.pk])))

    page = read(lin.post(reverse("times:cancel", args=[new.pk]), follow=True))
    assert "好，这次不去了" in page
    assert "约好的时间会出现在这里" in read(lin.get(reverse("times:mine")))


def test_an_offer_is_declined_and_the_line_left(lin, cast):
    join(who(cast, "lin"))
    services.look_after_line(at=NOW)
    offer = Appointment.objects.get()
    assert "给你留到" in read(lin.get(reverse("times:mine")))
    assert "有一个时间空出来了" in read(lin.get(reverse("times:booked", args=[offer.pk])))

    page = read(lin.post(reverse("times:answer", args=[offer.pk]), {"take": "no"}, follow=True))
    assert "让给别人了" in page
    lin.post(reverse("times:leave-line", args=[Wish.objects.get().pk]))

    assert Wish.objects.get().state == "left"


@pytest.mark.clause("APT-05")
def test_no_page_names_what_one_comes_for_in_title_or_address(lin, cast):
    made = book_own(who(cast, "lin"))
    for address in (BOOK, reverse("times:mine"), reverse("times:people"), reverse("times:booked", args=[made.pk])):
        page = read(lin.get(address))
        assert re.search(r"<title>(.*?)</title>", page)[1] == "校园服务"
        assert str(cast.students["lin"].pk) not in page


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("stranger", ["ayi", "mother"])
@pytest.mark.parametrize("name", ["booked", "move", "cancel", "answer"])
def test_a_strangers_appointment_is_a_missing_one(cast, stranger, name):
    made = book_own(who(cast, "lin"))
    browser = own_browser(cast, stranger)
    method = browser.post if name == "answer" else browser.get

    addresses = [reverse(f"times:{name}", args=[pk]) for pk in (made.pk, uuid4())]
    answers = [method(address) for address in addresses]

    assert [one.status_code for one in answers] == [404, 404]
    told = [read(one).replace(address, "") for one, address in zip(answers, addresses, strict=True)]
    bare = [re.sub(r"R-[0-9A-F]{4}-[0-9A-F]{4}|[A-Za-z0-9]{64}", "", one) for one in told]
    assert bare[0] == bare[1]


def test_staff_are_nobody_at_the_own_door(cast):
    assert browser_of(cast, "shen").get(BOOK).status_code == 302
    assert own_browser(cast, None).get(BOOK).status_code == 302


@pytest.mark.clause("HOM-03")
def test_a_guardian_asks_once_and_takes_it_back(cast):
    mother, address = own_browser(cast, "mother"), reverse("times:child")
    page = read(mother.get(address))

    mother.post(address, {"token": token_of(page), "child": cast.number("lin"), "words": "睡不好"})
    page = read(mother.get(address))
    assert "等老师看" in page
    assert "向老师提出" not in page

    mother.post(reverse("times:withdraw", args=[TalkRequest.objects.get().pk]))
    assert "向老师提出" in read(mother.get(address))


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("who_", ["lin", "ayi"])
def test_a_pupil_asks_for_no_child(cast, who_):
    assert own_browser(cast, who_).get(reverse("times:child")).status_code == 403


def test_a_guardian_who_is_barred_is_not_led_to_asking_for_the_child(cast):
    families = make_families(cast)

    assert own_browser(families, "an_stepfather").get(reverse("times:child")).status_code == 403
    assert own_browser(families, "an_stepfather").get(BOOK).status_code == 200


class TestTheDesk:
    @pytest.fixture
    def shen(self, cast):
        return browser_of(cast, "shen")

    def test_who_waits_is_asked_by_hand_struck_off_and_answered(self, cast, shen):
        wish = join(who(cast, "lin"))
        other = join(who(cast, "ayi"))
        asked = services.ask_for_child(
            actor=who(cast, "mother"), child=cast.number("lin"), words="", token=uuid4(), at=NOW
        )
        form = {"counsellor": str(cast.staff["shen"].pk), "slot": hour(FRIDAY, 14).starts.isoformat()}

        assert shen.post(reverse("scheduling:offer", args=[wish.pk]), form).status_code == 302
        shen.post(reverse("scheduling:strike-wish", args=[other.pk]))
        shen.post(reverse("scheduling:answer-request", args=[asked.pk]))

        page = read(shen.get(reverse("scheduling:line")))
        assert "等到" in page
        assert "阿依古丽" not in page
        assert "没有等着看的请求" in page
        assert shen.get(reverse("scheduling:offer", args=[other.pk])).status_code == 404

    @pytest.mark.clause("APT-01")
    def test_what_came_online_says_so_in_the_week_the_day_and_on_its_page(self, cast, shen):
        made = book_own(who(cast, "lin"))
        book_own(who(cast, "ayi", known=False), hour(FRIDAY, 9).starts)

        for address in (reverse("scheduling:week"), reverse("scheduling:day-of", args=[str(FRIDAY)])):
            page = read(shen.get(address))
            assert "网络" in page
            assert "账号没有确认" in page
        assert "本人网上约的" in read(shen.get(reverse("scheduling:appointment", args=[made.pk])))

    def test_how_one_is_shown_is_kept_and_wrong_files_are_refused(self, cast, shen):
        address, picture = reverse("scheduling:profile"), photograph()
        picture.stream.name = "me.jpg"
        assert shen.post(address, {"line_1": "喜欢种花", "picture": picture.stream}).status_code == 302
        assert "现在的照片" in read(shen.get(address))

        text = photograph().stream
        text.truncate(10)
        text.name = "me.jpg"
        assert shen.post(address, {"picture": text}).status_code in {409, 422}
        assert CounsellorProfile.objects.get().lines == ["喜欢种花"]

    @pytest.mark.clause("APT-05")
    @pytest.mark.parametrize("place", ["心理辅导室", "明德楼咨询室", "Counselling 312"])
    def test_a_place_that_tells_what_for_is_refused(self, cast, place):
        xu = browser_of(cast, "xu")
        page = read(xu.get(reverse("scheduling:service-rules")))
        form = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', page)) | {"place": place, "receives_student": "on"}

        answer = xu.post(reverse("scheduling:service-rules"), form)

        assert answer.status_code == 422
        assert "旁人可能看见" in read(answer)
