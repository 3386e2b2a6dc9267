"""Why a file is not taken, in sentences that say what to do instead."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Problem


class Why(StrEnum):
    """Reasons for which nothing of a file is kept."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    UNKNOWN = "unknown"
    OTHER_NAME = "other_name"
    WEB_PAGE = "web_page"
    HEIC = "heic"
    DAMAGED = "damaged"
    PIXELS = "pixels"
    MOVING = "moving"
    TWO_IN_ONE = "two_in_one"
    ACTIVE = "active"
    MACROS = "macros"
    BOMB = "bomb"
    LOCKED = "locked"
    LETTERS = "letters"


SENTENCES: dict[Why, str | Promise] = {
    Why.EMPTY: _("这个文件是空的。"),
    Why.TOO_BIG: _("文件太大，这一类最多 %(most)s MB。"),
    Why.UNKNOWN: _(
        "不收这种文件。可以上传：图片（JPEG、PNG、WebP、GIF）、PDF、文本、Word（docx）、odt、"
        "录音（MP3、M4A、AAC、WAV、OGG、AMR）和 MP4 录像。"
    ),
    Why.OTHER_NAME: _("文件名以 .%(suffix)s 结尾，内容却是 %(found)s。请核对是不是选错了文件，或者改正文件名。"),
    Why.WEB_PAGE: _("文件里有网页代码，不能收。请打印成 PDF 或截图后再上传。"),
    Why.HEIC: _("HEIC 图片在许多电脑上打不开。请在手机里另存为 JPEG 后再上传。"),
    Why.DAMAGED: _("文件已损坏或不完整，读不出来。请重新拍摄、扫描或导出后再上传。"),
    Why.PIXELS: _("图片太大，最多 4000 万像素。请缩小后再上传。"),
    Why.MOVING: _("不收动图。请截取其中一幅后再上传。"),
    Why.TWO_IN_ONE: _("文件里还藏着另一个文件，不能收。请重新导出一份后再上传。"),
    Why.ACTIVE: _("PDF 里有脚本或夹带的文件，不能收。请打印成新的 PDF 后再上传。"),
    Why.MACROS: _("文档里有宏或控件，不能收。请另存为不含宏的 docx 后再上传。"),
    Why.BOMB: _("文件解开后大得不寻常，不能收。"),
    Why.LOCKED: _("文件有密码，打不开。请去掉密码后再上传；保存时会由保险柜密封。"),
    Why.LETTERS: _("文本不是 UTF-8 编码。请在记事本里另存为 UTF-8 后再上传。"),
}


class NotAdmitted(Problem):
    """A file is not taken."""

    def __init__(self, why: Why, **params: str) -> None:
        super().__init__(str(SENTENCES[why]) % params)
        self.why = why
