"""Passkeys (WebAuthn Level 3) through `webauthn`: asking a browser for one, and looking at what it replies.

A challenge belongs to one session, lasts three minutes and is good once. The
place (origin and host) comes from the request whose host Django has checked.
Attestation is not asked for: which make of key somebody uses is nobody's business.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from xinqiao.register.accounts.models import Account, OpenSession, Passkey
from xinqiao.register.accounts.rules import CHALLENGE_LASTS

CHALLENGE_BYTES = 32
LONGEST_REPLY = 20_000


@dataclass(frozen=True)
class Place:
    """Where a passkey is asked for: the origin as the browser sees it, and the host it belongs to."""

    origin: str
    host: str


@dataclass(frozen=True)
class NewPasskey:
    """What a browser gave for a new passkey."""

    credential: bytes
    public_key: bytes
    sign_count: int


def new_challenge(session: UUID, moment: datetime) -> bytes:
    """A challenge for this session, in place of any earlier one."""
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    OpenSession.objects.filter(pk=session).update(challenge=challenge, challenge_until=moment + CHALLENGE_LASTS)
    return challenge


def options_to_add(account: Account, challenge: bytes, place: Place) -> str:
    """What the browser is asked for when a passkey is added, as JSON."""
    return options_to_json(
        generate_registration_options(
            rp_id=place.host,
            rp_name=_("校园服务"),
            user_id=account.pk.bytes,
            user_name=account.sign_in,
            user_display_name=account.sign_in,
            challenge=challenge,
            exclude_credentials=_descriptors(account),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def options_to_ask(account: Account, challenge: bytes, place: Place) -> str:
    """What the browser is asked for when a passkey is shown, as JSON."""
    return options_to_json(
        generate_authentication_options(
            rp_id=place.host,
            challenge=challenge,
            allow_credentials=_descriptors(account),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def added(session: OpenSession, reply: str, place: Place, at: datetime) -> NewPasskey | None:
    """The new passkey, if the browser's reply is a whole one to our challenge; the challenge is used up either way."""
    challenge = _use_challenge(session, at)
    if challenge is None or len(reply) > LONGEST_REPLY:
        return None
    try:
        seen = verify_registration_response(
            credential=reply,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return None
    return NewPasskey(seen.credential_id, seen.credential_public_key, seen.sign_count)


def answered(
    account: Account, session: OpenSession, reply: str, place: Place, at: datetime
) -> tuple[Model, ...] | None:
    """The passkey that signed our challenge; None if none of this account's did. The challenge is used up either way.

    A counter that goes back says that the key has been copied; it is refused
    (WebAuthn Level 3, 7.2, step 22). Keys that do not count always say 0.
    """
    challenge = _use_challenge(session, at)
    key = _named(account, reply)
    if challenge is None or key is None:
        return None
    try:
        seen = verify_authentication_response(
            credential=reply,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return None
    key.sign_count = seen.new_sign_count
    key.save(update_fields=["sign_count"])
    return (key,)


def _use_challenge(session: OpenSession, at: datetime) -> bytes | None:
    """The session's challenge, taken away from it; the caller's save writes that down."""
    challenge, until = session.challenge, session.challenge_until
    session.challenge = session.challenge_until = None
    session.save(update_fields=["challenge", "challenge_until"])
    return bytes(challenge) if challenge and until and at < until else None


def _named(account: Account, reply: str) -> Passkey | None:
    """This account's passkey that the reply names."""
    if len(reply) > LONGEST_REPLY:
        return None
    try:
        credential = base64url_to_bytes(json.loads(reply)["rawId"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Passkey.objects.select_for_update().filter(account=account, credential=credential).first()


def _descriptors(account: Account) -> list[PublicKeyCredentialDescriptor]:
    keys = Passkey.objects.filter(account=account).order_by("added_at")
    return [PublicKeyCredentialDescriptor(id=bytes(key.credential)) for key in keys]
