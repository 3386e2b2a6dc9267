"""How a counsellor is shown at the own door."""

from io import BytesIO

import pytest
from PIL import Image

from tests.cast import A_SCHOOL_DAY, NOW
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.services import Picture

from .own import open_own


def photograph(kind="JPEG", secret=b""):
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    kept = BytesIO()
    Image.new("RGB", (60, 60), "teal").save(kept, kind, exif=exif)
    kept.seek(0)
    return Picture(kept, f"me.{kind.lower()}", len(kept.getvalue()))


def keep(cast, name="shen", **more):
    given = {"called": "沈老师", "lines": ["在这里六年了", "", "喜欢种花"], **more}
    return services.keep_profile(actor=cast.actor(name), at=NOW, **given)


def test_three_lines_and_a_name_are_shown(cast):
    open_own(cast)
    keep(cast)

    faces = {one.pk: one for one in selectors.faces(A_SCHOOL_DAY)}

    shen, lu = faces[cast.staff["shen"].pk], faces[cast.staff["lu"].pk]
    assert (shen.called, shen.lines, shen.has_picture) == ("沈老师", ("在这里六年了", "喜欢种花"), False)
    assert (lu.called, lu.lines, lu.has_picture) == ("陆老师", (), False)
    assert Entry.objects.filter(kind="scheduling.profile_kept").count() == 1


@pytest.mark.clause("APT-05")
def test_a_picture_leaves_everything_but_its_pixels_behind(cast):
    kept = keep(cast, picture=photograph(secret=b"at home, Minghu street"))

    pixels, media = selectors.picture_of(cast.staff["shen"].pk, A_SCHOOL_DAY)

    assert media == "image/jpeg"
    assert b"Minghu" not in pixels
    assert kept.lines == ["在这里六年了", "喜欢种花"]


def test_a_picture_stays_until_it_is_dropped_or_replaced(cast):
    keep(cast, picture=photograph())
    keep(cast, called="")
    assert selectors.picture_of(cast.staff["shen"].pk, A_SCHOOL_DAY)

    keep(cast, drop_picture=True)
    with pytest.raises(Missing):
        selectors.picture_of(cast.staff["shen"].pk, A_SCHOOL_DAY)


def test_what_is_no_picture_or_too_large_is_not_taken(cast):
    with pytest.raises(Problem, match="选一张照片"):
        keep(cast, picture=Picture(BytesIO("你好".encode()), "a.txt", 6))
    with pytest.raises(Problem, match="2 MB"):
        keep(cast, picture=Picture(BytesIO(b"x"), "a.jpg", 3 * 1024 * 1024))


@pytest.mark.parametrize("stranger", ["xu", "qin", "ma", "bai"])
def test_only_counsellors_show_themselves(cast, stranger):
    with pytest.raises(Denied):
        keep(cast, stranger)


def test_who_is_not_there_has_no_picture(cast):
    with pytest.raises(Missing):
        selectors.picture_of(cast.staff["qin"].pk, A_SCHOOL_DAY)
