"""Pages over several areas, and the language switch."""

from xinqiao.core.access.gate import anyone, gate, signed_in
from xinqiao.web.pages import language, today

app_name = "pages"
urlpatterns = [
    gate("", today.door, name="door", may=signed_in),
    gate("desk/", today.today, name="today", may=signed_in),
    gate("language/", language.switch, name="language", may=anyone, methods=("POST",), locked_too=True, before_second_step=True),
]
