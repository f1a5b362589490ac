"""What is worked out once for a network: shares, pairs within reach, who is served.

Analyses are pure, so an answer for one network and one question can be kept as long as the
network is; the next finding, or the next theme, finds it ready.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Keeper = TypeVar("Keeper")
Question = Callable[Concatenate[Keeper, Asked], Answer]


def remembered(
    *, most: int
) -> Callable[[Question[Keeper, Asked, Answer]], Question[Keeper, Asked, Answer]]:
    """Keep a function's answers with the network that they are about.

    The function takes a network (or one of its tables) first, then hashable options. Nobody may
    change an answer. Two threads that ask at once may both work it out, and get equal answers.

    Parameters
    ----------
    most
        How many answers are kept for one network, those asked for last.
    """

    def decorate(
        function: Question[Keeper, Asked, Answer],
    ) -> Question[Keeper, Asked, Answer]:
        name = f"remembered {function.__module__}.{function.__qualname__}"
        lock = threading.Lock()

        @wraps(function)
        def ask(network: Keeper, *args: Asked.args, **options: Asked.kwargs) -> Answer:
            key = (args, tuple(sorted(options.items(), key=lambda option: option[0])))
            with lock:
                # As cached_property does: answers that name their network go when it goes.
                answers: OrderedDict[Hashable, object] = vars(network).setdefault(
                    name, OrderedDict()
                )
                if key in answers:
                    answers.move_to_end(key)
                    return cast(Answer, answers[key])
            answer = function(network, *args, **options)
            with lock:
                answers[key] = answer
                while len(answers) > most:
                    answers.popitem(last=False)
            return answer

        return cast(Question[Keeper, Asked, Answer], ask)

    return decorate
