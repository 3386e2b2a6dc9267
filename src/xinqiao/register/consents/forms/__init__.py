"""What is typed about consents: at the desk, and by those who decide."""

from .asking import AskForm, SignForm, SituationForm
from .desk import PaperForm, RulesForm, StrikeForm, WithdrawForm, WordForm

__all__ = [
    "AskForm",
    "PaperForm",
    "RulesForm",
    "SignForm",
    "SituationForm",
    "StrikeForm",
    "WithdrawForm",
    "WordForm",
]
