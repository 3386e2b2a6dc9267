"""What may be done: take, ask, change, record."""

from .answering import AnswerNeeds, Said, answer_request, open_request, pass_on
from .asking import Asked, TooMany, ask, enter_request, withdraw_request
from .counting import owe_again, set_answer_days
from .promises import ANSWER, ANSWER_APART

__all__ = [
    "ANSWER",
    "ANSWER_APART",
    "AnswerNeeds",
    "Asked",
    "Said",
    "TooMany",
    "answer_request",
    "ask",
    "enter_request",
    "open_request",
    "owe_again",
    "pass_on",
    "set_answer_days",
    "withdraw_request",
]
