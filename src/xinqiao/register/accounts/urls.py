"""Addresses of signing in, of the own login, and of the director's list."""

from xinqiao.core.access.gate import anyone, gate, signed_in
from xinqiao.register.accounts import policy
from xinqiao.register.accounts.views import enrolling, entering, own, passkey, screen, staff, vault

BOTH = ("GET", "POST")
POST = ("POST",)

app_name = "accounts"
urlpatterns = [
    gate("sign-in/", entering.sign_in, name="sign-in", may=anyone, methods=BOTH, before_second_step=True, locked_too=True),
    gate("start/", entering.start, name="start", may=signed_in, methods=BOTH, before_second_step=True),
    gate("second-step/", entering.second_step, name="second-step", may=signed_in, methods=BOTH, before_second_step=True),
    gate("sign-out/", entering.sign_out, name="sign-out", may=anyone, methods=POST, before_second_step=True, locked_too=True),
    gate("second-step/choose/", enrolling.enrol, name="enrol", may=signed_in, before_second_step=True),
    gate("second-step/phone/", enrolling.enrol_phone, name="enrol-phone", may=signed_in, methods=POST, before_second_step=True),
    gate("second-step/phone.svg", enrolling.phone_picture, name="phone-picture", may=signed_in, before_second_step=True),
    gate("second-step/passkey/", enrolling.enrol_passkey, name="enrol-passkey", may=signed_in, methods=POST, before_second_step=True),
    gate("second-step/computer/", enrolling.enrol_computer, name="enrol-computer", may=signed_in, methods=POST, before_second_step=True),
    gate("passkey/new/", passkey.options_to_add, name="passkey-new", may=signed_in, methods=POST, before_second_step=True),
    gate("passkey/ask/", passkey.options_to_ask, name="passkey-ask", may=signed_in, methods=POST, before_second_step=True, locked_too=True),
    gate("lock/", screen.lock, name="lock", may=signed_in, methods=POST, locked_too=True),
    gate("unlock/", screen.unlock, name="unlock", may=signed_in, methods=BOTH, locked_too=True),
    gate("vault/", vault.vault, name="vault", may=policy.may_have_keys, methods=BOTH),
    gate("vault/lock/", vault.lock, name="lock-vault", may=signed_in, methods=POST),
    gate("awake/", screen.awake, name="awake", may=signed_in, methods=POST),
    gate("me/", own.own, name="own", may=signed_in),
    gate("me/passphrase/", own.passphrase, name="passphrase", may=signed_in, methods=BOTH),
    gate("me/pin/", enrolling.pin, name="pin", may=signed_in, methods=BOTH),
    gate("me/recovery-codes/", enrolling.recovery_codes, name="recovery-codes", may=signed_in, methods=BOTH),
    gate("me/phone/remove/", own.remove_phone, name="remove-phone", may=signed_in, methods=POST),
    gate("me/passkey/<uuid:pk>/remove/", own.remove_passkey, name="remove-passkey", may=signed_in, methods=POST),
    gate("me/computer/<uuid:pk>/forget/", own.forget_computer, name="forget-computer", may=signed_in, methods=POST),
    gate("me/session/<uuid:pk>/end/", own.end_session, name="end-session", may=signed_in, methods=POST),
    gate("me/sessions/end/", own.end_others, name="end-others", may=signed_in, methods=POST),
    gate("staff/", staff.staff, name="staff", may=policy.may_see_accounts),
    gate("staff/new/", staff.make, name="make", may=policy.may_make_accounts, methods=BOTH),
    gate("staff/<uuid:pk>/", staff.account, name="account", may=policy.may_see_accounts),
    gate("staff/<uuid:pk>/reset/", staff.reset, name="reset", may=policy.may_see_accounts, methods=BOTH),
    gate("staff/<uuid:pk>/close/", staff.close, name="close", may=policy.may_make_accounts, methods=BOTH),
    gate("staff/<uuid:pk>/reopen/", staff.reopen, name="reopen", may=policy.may_make_accounts, methods=BOTH),
    gate("staff/<uuid:pk>/computer-code/", staff.computer_code, name="computer-code", may=policy.may_make_accounts, methods=POST),
    gate("staff/<uuid:pk>/computer/<uuid:computer>/forget/", staff.forget_computer, name="forget-computer-of", may=policy.may_make_accounts, methods=POST),
]  # fmt: skip
