"""Why a policy chose what it chose: the closed list of reason codes, each with its English sentence.

Faces translate the sentence and fill the placeholders from ``Move.because``: ``skill``, ``needs`` and ``for`` are skill
ids (shown by title), the rest are numbers.
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    "due": "You learned {skill} a while ago; a short review now keeps it.",
    "fresh": "{skill} is new, and you have what it needs.",
    "closest-to-goal": "{skill} is the next step to your goal.",
    "nearly": "You nearly have {skill}: a few more on your own will show it.",
    "shaky": "{skill} is not firm yet; some practice will settle it.",
    "back": "You have shown {skill} before; it has been a while, so show it once more.",
    "check": "You had {skill} right last time; one more today shows whether it stays.",
    "example": "{skill} has not come yet.",
    "challenge": "You have shown {skill}; here it is in a new place.",
    "prerequisite-weak": "{for} has been hard; it builds on {skill}, so that comes first.",
    "another-way": "{for} has been hard; we leave it for now and go on with {skill}.",
    "chosen": "You chose {skill}.",
    "test": "You said that you know {skill}: show it on at most {left} more.",
    "placing": "This tells us most about where to begin.",
    "stuck": "{skill} has taken {evidence} tries without getting easier; your teacher should look at it with you.",
    "keep-going": "{skill} is hard; another try, step by step.",
    "tested": "That was the test of {skill}.",
    "checkpoint": "This shows what you can do alone.",
    "placed": "We know enough to begin.",
    "nothing-due": "No review is due.",
    "length": "That was the sitting you planned: {items} items.",
    "time": "That is about the {minutes} minutes you had.",
    "no-session": "No sitting is open.",
    "break": "You have worked for {minutes} minutes and it gets harder now; a break helps more than another question.",
    "rule": "Your teacher has set that {skill} comes now.",
    "rule-break": "Your teacher has set that a break comes here. What you did is kept.",
    "locked": "That is as far as your teacher has opened the course for now.",
    "goal-reached": "You have shown every skill of your goal.",
}
