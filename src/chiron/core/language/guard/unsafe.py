# ruff: noqa: E501 - patterns are data
"""The rule that a model says nothing dangerous and nothing that is not for the learner's age.

A word that stands on the learner's screen or in a cited passage may be spoken of there: biology speaks of death and sex.
"""

from __future__ import annotations

import re

from chiron.core.language.guard import verdict_words
from chiron.core.language.guard.known import said_on
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.safety import screen
from chiron.core.language.safety.views import views
from chiron.core.language.text import fold

NAME = "unsafe"
_ALWAYS = re.compile(
    r"\b(?:kill|hurt|cut|harm|hang|poison|starve|burn) (?:yourself|urself|yourselves|him|her|them|your (?:mum|mom|dad|parents|teacher|classmates?))\b|\byou should (?:die|disappear|kill)|\b(?:nobody|no one) would (?:miss|care about) you\b"
    r"|\b(?:how to|here(?:'s| is) how (?:to|you)|steps to|instructions (?:for|to)|recipe for|you can|first,? you|to) (?:\w+ ){0,2}?(?:make|build|mix|cook|assemble|buy|get|synthes\w+) (?:\w+ ){0,3}?(?:bombs?|explosives?|pipe ?bombs?|napalm|molotov\w*|guns?|firearms?|ammunition|meth\w*|cocaine|heroin|lsd|mdma|poison(?:ous gas)?|chlorine gas|nerve agents?|weapons?|grenades?|drugs|fake ids?|malware|ransomware|a virus)\b"
    r"|\b(?:send|show|take|share) (?:me )?(?:\w+ ){0,3}?(?:nudes?|naked|pictures? of your body|photos? of your body)\b|\b(?:porn\w*|blow ?jobs?|hand ?jobs?|orgasms?|masturbat\w*|hentai|onlyfans|dildos?|cum shot|gangbang|erotic\w*|sexting|sexy|horny|strip ?tease)\b"
    r"|\b(?:fuck\w*|motherfuck\w*|shit(?:ty|s)?|bullshit|bitch(?:es)?|cunts?|asshole|bastards?|wank\w*|nigg\w+|fagg?ots?|retard(?:ed|s)?|spastic|tranny|kike|chink|whores?|sluts?|puta|mierda|joder|cabr[o]n|pendejo|maric[o]n|gilipollas)\b"
    r"|\b(?:heil|sieg heil|white power|gas the|ethnic cleansing is|(?:all|those|these) (?:jews|muslims|christians|blacks|whites|immigrants|gays|women|girls|boys) (?:are|should|must|can't|cannot|deserve))\b"
    r"|\b(?:girls|boys|women|men|black people|white people|asians|muslims|jews|poor people|foreigners) (?:are|just|simply|naturally|can't|cannot) (?:\w+ ){0,3}?(?:bad|worse|stupid|dumb|inferior|lazy|better|can't|criminals?|not (?:good|made|suited))\b"
    r"|\b(?:skip|stop taking|double|throw away) your (?:medic\w+|pills|insulin|meds|meals)\b|\b(?:stop eating|eat nothing|vomit|make yourself (?:sick|throw up)|fast for \d+ days|lose weight by)\b|\b(?:try|smoke|drink|take|enjoy|have) (?:some |a |a few |an )?(?:vodka|beer|beers|wine|whisk?ey|weed|cannabis|marijuana|joints?|cigarettes?|vapes?|cocaine|ecstasy|drugs|shots of|sleeping pills)\b"
    r"|\b(?:bet|gamble|casino|online betting|sports betting|slot machines?)\b.{0,30}\b(?:win|money|bonus|free|sign up)\b|\b(?:run|running) away from home\b|\bsneak out\b|\bsteal (?:it|money|from|your|the)\b"
)
_GRAVE = re.compile(
    r"\b(?:sex|sexual|sexually|rape[ds]?|raping|naked|nude|penis|vagina|murder\w*|suicid\w*|self-harm|tortur\w*|massacre|genocide|terroris\w+|beheading|corpses?|gore|gory|slaughter\w*|bomb\w*|weapons?|gun|guns|rifle|shooting|cocaine|heroin|overdos\w+|vodka|whisk?ey|drunk|gambl\w*|casino|satan\w*|hell|damn|bloody hell|crap|pissed|sucks|sexo|violar|asesin\w+|suicidi\w*|matar|drogas?|borrach\w+|pistola)\b"
)


def stops(line: Line, scene: Scene) -> str | None:
    """The words that may not be said to a learner, or not to one of this age."""
    for text in {fold(line.text), *views(line.text, (), ())}:
        if found := _ALWAYS.search(text) or verdict_words.UNSAFE.search(text):
            return found.group()
    known = said_on(scene.screen)
    for found in _GRAVE.finditer(fold(line.text)):
        if found.group() not in known:
            return found.group()
    return line.text if screen(line.text) and not screen(scene.screen) else None
