"""What was agreed to, by whom, in which way; what waits to be decided; and whom to ask. Rows name the client number and nobody."""

from xinqiao.register.consents.rules import FromFourteen, Giver, Purpose, Way
from xinqiao.register.consents.states import Asked

from .asks import ConsentRules, Situation
from .consents import FORM_VERSION, PRINTED, Consent, ConsentForm, EndedBecause
from .requests import ConsentRequest, index_of

__all__ = [
    "FORM_VERSION",
    "PRINTED",
    "Asked",
    "Consent",
    "ConsentForm",
    "ConsentRequest",
    "ConsentRules",
    "EndedBecause",
    "FromFourteen",
    "Giver",
    "Purpose",
    "Situation",
    "Way",
    "index_of",
]
