"""`xinqiao certificate`: so that other computers in the school can be let in."""

import argparse
import datetime
import html
import re

from xinqiao.cli.folder import home_for
from xinqiao.ground import certificate
from xinqiao.ground.certificate import Files
from xinqiao.ground.home import write_private
from xinqiao.ground.words import Trouble, say

NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?")

SHEET = """心桥:机房电脑证书说明 / Xinqiao: certificate for the computer room

服务器 / server: {names}
有效期至 / valid until: {until}

1. 把文件 authority.crt 用 U 盘拷到每台电脑。
   Take the file authority.crt to each computer on a memory stick.
2. Windows:双击文件,选“安装证书”、“本地计算机”、“将所有的证书都放入下列存储”、“受信任的根证书颁发机构”。
   Windows: open the file, choose Install Certificate, Local Machine, Place all certificates in the following
   store, Trusted Root Certification Authorities.
3. 安装前核对指纹(SHA-256),不一致就不要安装:
   Compare the fingerprint (SHA-256) first, and do not install a file that differs:
   {fingerprint}
4. 用浏览器打开下列地址,不应出现警告:
   Open this address in a browser; there must be no warning:
   https://{first}:<PORT>

本证书只能证明以上名称,不能证明其他网站。
This authority can vouch for the names above and for no other site.
"""


def run(arguments: argparse.Namespace) -> int:
    """Make the certificate and the sheet, and say where they are. Raises Trouble."""
    home = home_for(arguments)
    for name in arguments.name:
        if not NAME.fullmatch(name):
            raise Trouble(f"“{name}” 不是主机名或 IP。", f"“{name}” is neither a host name nor an IP address.")
    if home.kind is None:
        raise Trouble("请先运行 xinqiao setup。", "Run xinqiao setup first.")
    at = datetime.datetime.now(datetime.UTC)
    files = certificate.make(home.certificate, names=arguments.name, at=at)
    sheet = _sheet(files, arguments.name, at)
    write_private(home.certificate / "sheet.txt", sheet)
    page = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>心桥</title><pre>{html.escape(sheet)}</pre></html>'
    write_private(home.certificate / "sheet.html", page)
    print(sheet)
    say(f"文件在 {home.certificate}。", f"The files are in {home.certificate}.")
    return 0


def _sheet(files: Files, names: list[str], at: datetime.datetime) -> str:
    return SHEET.format(
        names="、".join(names),
        until=(at + datetime.timedelta(days=certificate.SERVER_DAYS)).date(),
        fingerprint=certificate.fingerprint(files.authority),
        first=names[0],
    )
