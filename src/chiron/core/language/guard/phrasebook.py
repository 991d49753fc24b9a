# ruff: noqa: E501, SIM905 - words are data
"""What counts, reckons and points in Spanish, French, German, Italian and Portuguese, brought to English word by word.

It is no translation: only small words, number words and names of places are known, enough for the rules that read "the
number after 6" and "half of 14" to read the same in other languages.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chiron.core.language.guard import number_words
from chiron.core.language.guard.values import plainly
from chiron.core.language.text import fold

_BOOK = {
    "es": """empieza:start su:its es:is entero:whole sin:without grados:degrees mas:plus menos:minus por:times veces:times mitad:half doble:double triple:triple tercio:third cuarto:quarter
        quinto:fifth medio:half media:half despues:after tras:after antes:before siguiente:next anterior:previous sigue:follows entre:between y:and opuesto:opposite
        juntos:together junto:together sumados:together suma:sum resta:subtract quita:remove dividido:divided punto:point
        coma:point luego:then seguido:followed bajo:below debajo:below encima:above del:of de:of al:to a:to el:the la:the
        los:the las:the numero:number cifra:digit justo:just viene:comes va:comes que:that un:a una:a uno:1 dia:day dias:days semana:week mes:month meses:months ano:year
        anos:years hora:hour horas:hours minuto:minute minutos:minutes segundo:second segundos:seconds docena:dozen docenas:dozen
        enanitos:dwarfs enanos:dwarfs vidas:lives gato:cat dedos:fingers mano:hand manos:hands patas:legs arana:spider pulpo:octopus perro:dog
        primera:first primero:first segunda:second tercera:third tercero:third cuarta:fourth ultima:last ultimo:last ultimas:last
        lista:list arriba:top abajo:bottom como:like tantos:as-many tantas:as-many tiene:has hay:are en:in con:with opcion:option letra:letter
        estaciones:seasons lados:sides triangulo:triangle cuadrado:square equis:x cero:0 mil:1000 cien:100 grados:degrees circulo:circle
        izquierda:left derecha:right par:even impar:odd primo:prime larga:longest corta:shortest entrada:start termina:ends acaba:ends""",
    "fr": """entier:whole pars:start retire:subtract son:its sa:its est:is plus:plus moins:minus fois:times moitie:half double:double triple:triple tiers:third quart:quarter quarts:quarters demi:half demie:half
        apres:after avant:before suivant:next precedent:previous suit:follows entre:between et:and oppose:opposite ensemble:together ajoute:add retire:remove divise:divided
        virgule:point puis:then suivi:followed sous:below dessous:below dessus:above du:of de:of des:of d:of au:to a:to le:the la:the les:the l:the nombre:number
        chiffre:digit juste:just vient:comes qui:that que:that qu:that un:a une:a jour:day jours:days semaine:week mois:months an:year annee:year heure:hour heures:hours
        minute:minute minutes:minutes secondes:seconds douzaine:dozen douzaines:dozen nains:dwarfs vies:lives chat:cat doigts:fingers main:hand mains:hands
        pattes:legs araignee:spider chien:dog premiere:first premier:first deuxieme:second seconde:second troisieme:third quatrieme:fourth derniere:last
        dernier:last liste:list haut:top bas:bottom comme:like autant:as-many a:has dans:in avec:with par:by lettre:letter saisons:seasons cotes:sides triangle:triangle
        carre:square zero:0 cent:100 mille:1000 degres:degrees cercle:circle gauche:left droite:right pair:even impair:odd premier:first pour:per longue:longest long:longest""",
    "de": """beginne:start ist:is davon:of-it ganzes:whole ohne:without grad:degrees plus:plus minus:minus weniger:minus mal:times halfte:half doppelte:double dreifache:triple drittel:third viertel:quarter funftel:fifth halb:half halbe:half
        nach:after vor:before nachste:next vorherige:previous folgt:follows zwischen:between und:and gegenzahl:opposite gegenteil:opposite zusammen:together addiert:together nimm:take weg:away geteilt:divided
        komma:point dann:then danach:then gefolgt:followed unter:below uber:above links:left rechts:right von:of vom:of der:the die:the das:the den:the dem:the des:of-the
        zahl:number ziffer:digit kurz:just direkt:just kommt:comes ein:a eine:a einer:a einem:a eines:a tag:day tage:days woche:week monat:month monate:months jahr:year jahre:years jahres:year
        stunde:hour stunden:hours minute:minute minuten:minutes sekunden:seconds dutzend:dozen zwerge:dwarfs leben:lives katze:cat finger:fingers hand:hand hande:hands
        beine:legs spinne:spider hund:dog erste:first zweite:second dritte:third vierte:fourth letzte:last liste:list oben:top unten:bottom wie:as viele:many
        hat:has in:in im:in mit:with durch:by buchstabe:letter jahreszeiten:seasons seiten:sides dreieck:triangle quadrat:square null:0 hundert:100 tausend:1000
        grad:degrees kreis:circle gerade:even ungerade:odd langste:longest prozent:percent quadriert:squared""",
    "it": """piu:plus meno:minus per:times volte:times meta:half doppio:double triplo:triple terzo:third quarto:quarter quarti:quarters mezzo:half dopo:after prima:before
        successivo:next precedente:previous segue:follows tra:between fra:between e:and opposto:opposite insieme:together diviso:divided virgola:point poi:then seguito:followed sotto:below sopra:above di:of del:of della:of
        dei:of il:the lo:the la:the i:the gli:the le:the numero:number cifra:digit viene:comes che:that un:a una:a giorno:day giorni:days settimana:week mesi:months anno:year
        ora:hour ore:hours minuti:minutes secondi:seconds dozzina:dozen nani:dwarfs vite:lives gatto:cat dita:fingers mano:hand mani:hands zampe:legs ragno:spider
        seconda:second terza:third ultima:last ultimo:last lista:list alto:top basso:bottom come:as quanti:many ha:has zero:0 cento:100 mille:1000 gradi:degrees""",
    "pt": """mais:plus menos:minus vezes:times metade:half dobro:double triplo:triple terco:third quarto:quarter quartos:quarters meio:half meia:half depois:after antes:before
        seguinte:next anterior:previous entre:between e:and oposto:opposite juntos:together dividido:divided virgula:point seguido:followed abaixo:below acima:above de:of do:of da:of dos:of das:of
        o:the a:the os:the as:the numero:number vem:comes que:that um:a uma:a dia:day dias:days semana:week mes:month meses:months ano:year hora:hour horas:hours minutos:minutes
        segundos:seconds duzia:dozen anoes:dwarfs vidas:lives gato:cat dedos:fingers mao:hand maos:hands pernas:legs aranha:spider primeira:first segunda:second
        terceira:third ultima:last lista:list cima:top baixo:bottom como:as tantos:many tem:has zero:0 cem:100 mil:1000 graus:degrees""",
}  # fmt: skip
BOOK = {tag: dict(entry.split(":") for entry in text.split()) for tag, text in _BOOK.items()}
_ENGLISH = frozenset(
    """a an in die hat so plus minus double triple minute minutes hand finger son per dos come once pair as do the i e o
    la le los las des main long total no me mi he ha un de par mal tag null grad leben dessous prima mean it is most
    degree ten quarts quart or on due sei six sex cent um elf tea van set u as chat
    suit premier links meta ore alto like mine vies pie sous bas ten tie""".split()
)
"""Words of these languages that English has too: they do not tell the language."""
_TELLING = {
    tag: frozenset(
        word for word in (*BOOK[tag], *(number_words.of(tag) if tag in number_words.TAGS else ())) if len(word) > 1
    )
    - _ENGLISH
    for tag in BOOK
}
_WORD = re.compile(r"[^\W\d_]+")
_ELIDED = re.compile(r"\b(d|l|qu)'(?=[a-z])")
_PER_CENT = re.compile(r"\b(?:por ciento|pour ?cent|per cento|por cento|prozent)\b")
_ONE = re.compile(r"\b(plus|minus|times) (?:a|un|une|uno|una|um|uma|ein|eine|eins)\b(?! [a-z])")
_HALVED = re.compile(r"\b(ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)einhalb\b")


@lru_cache(maxsize=512)
def english(text: str) -> str:
    """The plain text; where words of another language tell of it, with the words of that language's book in English."""
    plain = plainly(text)
    found = frozenset(_WORD.findall(fold(plain)))
    if _HALVED.search(plain):
        return _in_english(fold(plain), "de")
    tags = [tag for tag, telling in _TELLING.items() if not telling.isdisjoint(found)]
    if not tags:
        return plain
    tag = max(tags, key=lambda tag: len((_TELLING[tag] | BOOK[tag].keys()) & found))
    return _in_english(fold(plain), tag)


def _in_english(text: str, tag: str) -> str:
    text = _PER_CENT.sub("%", _ELIDED.sub(r"\1 ", text))
    if tag in number_words.TAGS:
        if tag == "de":
            text = _HALVED.sub(lambda match: f"{number_words.of(tag).get(match[1], 1)} and 1/2", text)
        text = _numbers(tag).sub(
            lambda match: str(number_words.of(tag)[match.group().replace("-", " ")]), text.replace("ß", "ss")
        )
    book = BOOK[tag]
    text = _WORD.sub(lambda match: book.get(match.group(), match.group()).replace("-", " "), text)
    return plainly(_ONE.sub(r"\1 1", text))


@lru_cache(maxsize=8)
def _numbers(tag: str) -> re.Pattern[str]:
    words = sorted(number_words.of(tag), key=lambda word: (-len(word), word))
    either = "|".join(word.replace(" ", "[- ]") for word in words if word not in _ARTICLES)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


_ARTICLES = frozenset("un une um uma ein eine u een en ett due".split())
