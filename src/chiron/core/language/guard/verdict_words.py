# ruff: noqa: E501 - patterns are data
"""Short judgements in languages that Chiron does not speak: a model says "Richtig!" where "Correct!" would be stopped."""

from __future__ import annotations

import re

_LEAD = r"^\W*(?:(?:ja|oui|sim|si|nein|non|nao|no|ah|oh|also|alors|entao|allora|ok|sehr|tres|muito|molto|ganz|tout a fait|das ist|es ist|c'est|e|esta|sua resposta esta|deine antwort ist|ihre antwort ist|ta reponse est|votre reponse est|a resposta esta|la risposta e|la tua risposta e)\b[,!. ]*)*"
_END = r"\W*(?:$|[!.,;])"
RIGHT = re.compile(
    rf"{_LEAD}(?:(?:voll|vollig|genau|absolut|tout a fait|completamente|totalmente|assolutamente) )?(?:richtig|korrekt|stimmt(?: genau)?|perfekt|ausgezeichnet|gut gemacht|super gemacht|genau|juste|exact(?:ement)?|correcte?|bonne reponse|bien joue|bravo|parfait|certo|correto|correta|certissimo|isso mesmo|muito bem|perfeito|parabens|acertou|giusto|esatto|corretto|bravissim[oa]|ottimo){_END}"
    r"|\b(?:deine|ihre|die) antwort (?:ist|war) (?:\w+ )?(?:richtig|korrekt)|\b(?:ta|votre|la) reponse est (?:\w+ )?(?:juste|correcte|exacte|bonne)|\b(?:sua|tua|a) resposta (?:esta|e) (?:\w+ )?(?:certa|correta)|\b(?:la tua|tua|la) risposta e (?:\w+ )?(?:giusta|corretta|esatta)|\bdu hast (?:recht|es (?:geschafft|richtig))|\btu as raison|\bvoce acertou|\bhai ragione"
)
"""What says that an answer is right."""
WRONG = re.compile(
    rf"{_LEAD}(?:leider |malheureusement |infelizmente |purtroppo )?(?:falsch|nicht (?:richtig|ganz|korrekt)|stimmt (?:leider )?nicht|faux|incorrecte?|pas (?:tout a fait|juste|correct|exact)|ce n'est pas (?:juste|correct|ca)|errado|errada|incorreto|incorreta|nao esta (?:certo|correto)|sbagliato|sbagliata|non e (?:giusto|corretto)){_END}"
    r"|\b(?:deine|ihre|die) antwort (?:ist|war) (?:\w+ )?(?:falsch|nicht)|\b(?:ta|votre|la) reponse (?:est (?:\w+ )?(?:fausse|incorrecte)|n'est pas)|\b(?:sua|tua|a) resposta (?:esta|e) (?:\w+ )?(?:errada|incorreta)|\b(?:la tua|tua|la) risposta e (?:\w+ )?sbagliata|\btu as tort\b|\bdu hast (?:unrecht|einen fehler)|\bvoce errou"
)
"""What says that it is wrong."""
BAD = re.compile(
    r"\b(?:dumm(?:kopf|er|e)?|idiot(?:in|en)?|blod(?:mann|e)?|versager(?:in)?|faul(?:pelz)?|trottel|halt (?:den mund|die klappe)|schwachkopf|bete comme|imbeciles?|abruti\w*|cretin\w*|paresseu(?:x|se)|tais-toi|ferme-la|nul(?:le)? en|burr[oa]s?|estupid[oa]s?|idiota|preguicos[oa]|cala a boca|inutil|imbecil|stupid[oa]s?|scem[oa]|zitt[oa]|pigr[oa])\b"
)
"""What no tutor calls anybody, as in ``tone``."""
UNSAFE = re.compile(
    r"\b(?:bring dich um|tote dich|verletz dich|niemand (?:mag|vermisst) dich|du solltest sterben|tue-toi|suicide-toi|fais-toi du mal|va mourir|personne ne t'aime|se mate|te mata|mata-te|machuque-se|corta-te|ninguem gosta de (?:voce|ti)|ammazzati|ucciditi|fatti del male|fick(?:en|e|t|er)|scheisse|arschloch|hurensohn|fotze|schlampe|putain|merde|connard|connasse|salope|encule\w*|caralho|porra|foda-se|puta|filho da puta|merda|cazzo|stronz[oa]|vaffanculo|puttana)\b"
)
"""What endangers or swears, as in ``unsafe``."""
