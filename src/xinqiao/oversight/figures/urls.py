"""Addresses of the figures. A term or a year stands in them, never a person."""

from xinqiao.core.access.gate import gate
from xinqiao.oversight.figures import policy, views

app_name = "figures"
SEE, PAGE, FORM, ACT = policy.may_see_figures, ("GET",), ("GET", "POST"), ("POST",)

urlpatterns = [
    gate("", views.report, name="report", may=SEE, methods=PAGE),
    gate("print/", views.print_report, name="print", may=SEE, methods=FORM),
    gate("export/", views.export, name="export", may=SEE, methods=ACT),
    gate("registers/", views.registers, name="registers", may=SEE, methods=PAGE),
    gate("registers/print/", views.print_registers, name="registers-print", may=SEE, methods=FORM),
    gate("pack/", views.pack, name="pack", may=policy.may_print_pack, methods=FORM),
    gate("threshold/", views.threshold, name="threshold", may=policy.may_set_least, methods=FORM),
]
