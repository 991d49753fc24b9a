# ruff: noqa: E501 - word lists are data
"""What is never remembered: health, religion, origin, family, love, politics, money, mood as a trait, other people.

Refused by rule, by any of these words in any language here, over-careful by design: a fact that is not remembered costs
a repeated sentence, one that should not have been costs trust. It is no judgement of what was said.
"""

from __future__ import annotations

import re

from chiron.core.language.guard.private import without_data
from chiron.core.language.safety import screen
from chiron.core.language.text import fold

_HEALTH = (
    r"adhd|autis\w*|asperger\w*|dyslexi\w*|dyscalculi\w*|dyspraxi\w*|diabet\w*|epilep\w*|asthma\w*|cancer|allerg\w*|disab\w*|disorder|depress\w*|anxi\w*|therap\w*|psych\w*|medic\w*|pills?|doctor|hospital|surgery|sick|ill|illness|diagnos\w*|pregnan\w*|wheelchair|deaf|blind|anorex\w*|bulimi\w*|weight|fat|ocd|ptsd|panic|insomnia|migraine\w*|covid|hiv|period pains?"
    r"|tdah|dislexi\w*|discalculi\w*|asma|alergi\w*|discapacidad\w*|trastorno\w*|depre\w*|ansi\w*|terapia|psico\w*|pastillas?|medico|hospitalizad\w*|enferm\w*|embaraz\w*|silla de ruedas|sord[oa]|cieg[oa]|gord[oa]|migrana\w*"
    r"|krank\w*|behinder\w*|arzt|medikament\w*|legasthen\w*|schwanger\w*|depressiv\w*|malad\w*|handicap\w*|medecin|enceinte|doent\w*|doenca|deficien\w*|gravida|dislessi\w*|malat\w*"
)
_BELIEF = (
    r"god|allah|jesus|christ\w*|catholic\w*|protestant\w*|muslim\w*|islam\w*|jew|jews|jewish|hindu\w*|buddhis\w*|sikh\w*|atheis\w*|church|mosque|synagogue|temple|pray\w*|bible|quran|koran|ramadan|religio\w*|vote\w*|democrat\w*|republican\w*|communis\w*|socialis\w*|politic\w*|trump|election\w*"
    r"|dios|cristian\w*|catolic\w*|musulman\w*|jud[ie]\w*|budis\w*|ateo|atea|iglesia|mezquita|rez\w*|biblia|coran|vot[oa]\w*|partido politico|eleccion\w*"
    r"|gott|kirche|moschee|katholi\w*|evangelisch|judisch\w*|dieu|eglise|mosquee|juif|juive|igreja|deus|mesquita|chiesa"
)
_ORIGIN = (
    r"immigra\w*|refugee\w*|asylum|visa|ethnic\w*|race|racial|black|white|asian|latin[oaex]\w*|hispanic|arab\w*|african|gypsy|roma|indigenous|nationality|citizen\w*|born in|(?:come|came|am|i'm|are) from|from (?:another|a different) country|my (?:country|accent|skin|first language|mother tongue)|foreign\w*"
    r"|inmigrante\w*|refugiad\w*|etni\w*|raza|negr[oa]|gitan[oa]|extranjer\w*|naci en|soy de|vengo de|mi pais|lengua materna"
    r"|fluchtling\w*|auslander\w*|herkunft|refugie\w*|etranger\w*|je viens de|ich komme aus|imigrante\w*|estrangeir\w*|sou de"
)
_HOME = (
    r"(?:my|our|his|her|their) (?:\w+ )?(?:mum|mom|mummy|mommy|mother|dad|daddy|father|parents?|step\w+|brother|sister|siblings?|family|grandm\w+|grandp\w+|grandfather|uncle|aunt|cousin|friend|friends|best friend|boyfriend|girlfriend|crush|ex|husband|wife|son|daughter|kids?|child|children|baby|neighbou?r|teacher|classmate\w*)|divorc\w*|separated|foster|orphan\w*|adopted|custody|funeral|died|dead|death|dying|abus\w*|hits? me|beats? me|drunk|drinks|alcohol\w*|drug\w*|weed|prison|jail|police|homeless|evict\w*|poor|poverty|can't afford|cannot afford|money|debt\w*|unemployed|lost (?:his|her|my) job"
    r"|(?:mi|mis|nuestr[oa]s?) (?:madre|padre|mama|papa|padres|herman\w*|familia|abuel\w*|ti[oa]s?|prim[oa]s?|amig[oa]s?|novi[oa]|hij[oa]s?|profe\w*|vecin[oa])|padrastro|madrastra|huerfan\w*|adoptad\w*|funeral|murio|muert[oa]|me pega|borrach\w*|alcohol|droga\w*|carcel|policia|pobre\w*|dinero|deudas?"
    r"|mein\w* (?:mutter|vater|mama|papa|eltern|bruder|schwester|familie|freund\w*|oma|opa)|scheidung|ma mere|mon pere|mes parents|ma famille|mon frere|ma soeur|minha (?:mae|familia|irma)|meu (?:pai|irmao)|mia madre|mio padre"
)
_SELF = (
    r"gay|lesbian|bisexual|trans|transgender|queer|sex\w*|dating|kiss\w*|in love"
    r"|i(?:'m| am) (?:so |very |really |always |just |such |too |a |an |kind of )*(?:sad|depressed|anxious|angry|lonely|stupid|dumb|worthless|ugly|lazy|shy|stressed|nervous|bad|failure|idiot|loser|hopeless|scared|afraid|unhappy|miserable)"
    r"|hate (?:myself|my life|everyone|everybody|people|him|her|them|you|school)|(?:feel|feeling|felt) (?:\w+ )?(?:sad|bad|lonely|stupid|anxious|down|empty|scared|worthless)"
    r"|lesbiana|sexo|novi[oa]|enamorad[oa]|(?:soy|estoy|me siento) (?:muy |tan |un |una |siempre )*(?:triste|ansios[oa]|sol[oa]|tont[oa]|estupid[oa]|inutil|fe[oa]|vag[oa]|timid[oa]|estresad[oa]|nervios[oa]|mal|asustad[oa]|fracasad[oa])|odio (?:mi vida|a |todo|mi cuerpo)|me odio"
)
_NEVER = re.compile(rf"\b(?:{_HEALTH}|{_BELIEF}|{_ORIGIN}|{_HOME}|{_SELF})\b")
_ORDERS = re.compile(
    r"\b(?:(?<!short )(?<!shorter )(?<!brief )answers?|solutions?|solve|ignor\w*|disregard|instructions?|prompts?|system|assistant|pretend|role|rules|jailbreak|developer|passwords?|key|(?<!cortas )respuestas?(?! cortas)|solucion\w*|resuelv\w*|instruccion\w*|contrasena\w*|reglas|antwort\w*|losung\w*|reponse\w*|respostas?)\b|[<>{}|`\[\]]|https?:|www\."
)


_TRADES = re.compile(
    r"\b(?:be|become|work as|study|studying|ser|estudiar|trabajar de) (?:an? )?(?:doctor|nurse|psycholog\w+|psychiatr\w+|therapist|medicine|paramedic|police officer|medic[oa]|medicina|enfermer[oa]|psicolog\w+|policia)\b"
)
"""Trades that somebody may want to learn, named by words that otherwise tell of health or home."""


def sensitive(sentence: str) -> bool:
    """Whether a sentence speaks of what is never remembered, or of danger."""
    return _NEVER.search(_TRADES.sub(" ", fold(sentence))) is not None or screen(sentence) is not None


def unfit(value: str) -> bool:
    """Whether words may not stand in a prompt as a fact: contact data, orders to a tutor, addresses, markup."""
    return _ORDERS.search(fold(value)) is not None or without_data(value) != value or not any(map(str.isalpha, value))
