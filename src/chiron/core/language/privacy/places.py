# ruff: noqa: E501 - patterns are data
"""Ways of writing an address: English, Spanish, German, French, Italian and Dutch streets, and postcodes."""

from __future__ import annotations

import re

_UP = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_CITY = rf"{_UP}[\w'’.-]+(?: {_UP}[\w'’.-]+){{0,2}}"
_UK = r"[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}"
_FLAT = r"(?:(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|#) ?\w{1,4})"
_KINDS = (
    "Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Close|Drive|Dr|Court|Ct|Place|Pl|Way|Crescent|Cres|Terrace|Gardens|Square|Sq"
    "|Boulevard|Blvd|Hill|Grove|Mews|Row|Walk|Parkway|Pkwy|Highway|Hwy|Circle|Park|Green|View|Rise"
)
_AFTER = rf"(?:,? {_FLAT})?(?:(?:, ?{_CITY}){{0,2}},? (?:{_UK}\b|[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?\b|\d{{5}}\b)|, ?{_CITY}(?=[.,;:!?)\n]|$))?"

STREETS = (
    re.compile(rf"(?<![\w.,])(?:{_FLAT},? )?\d{{1,5}} ?[A-Za-z]?,? (?:(?:[NSEW]|North|South|East|West)\.? )?(?:(?:{_UP}[\w'’-]*\.?|\d{{1,3}}(?:st|nd|rd|th)|of|the|la|de) ){{1,4}}(?:{_KINDS})\b(?!['’]s)\.?{_AFTER}"),
    re.compile(rf"\b(?:[Cc]/ ?|(?:[Cc]alle|[Aa]vda?\.?|[Aa]venida|[Pp]laza|[Pp]aseo|[Cc]amino|[Cc]arrera|[Rr]onda|[Tt]raves[ií]a) )(?:(?:de|del|de la|de los|de las|la|los|las) )?{_UP}[\w'’.-]*(?: (?:(?:de|del|la|los|las|y) )*{_UP}[\w'’.-]*){{0,3}},? (?:[Nn][.ºo°]{{1,2}} ?|#)?\d{{1,4}}\b(?:[-, ]{{1,2}}\d{{1,2}}\.?[ºª°](?: ?(?:[A-Z]\b|izquierda|izda?\.?|derecha|dcha?\.?|centro|exterior|interior))?|,? (?:bajo|piso|planta|portal|puerta) ?\w{{0,3}})?(?:,? \d{{5}} {_CITY})?"),
    re.compile(rf"\b(?:(?:Am|An der|Im|In der|Auf dem|Zum|Zur|Alte|Neue|Obere|Untere|Große|Kleine) )?{_UP}[\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm|straat|laan|plein|gracht) \d{{1,4}} ?[a-z]?\b(?:,? \d{{4,5}}(?: [A-Z]{{2}})? {_CITY})?"),
    re.compile(rf"\b(?:Am|An der|Im|In der|Auf dem|Zum|Zur|Unter den|Hinter der) {_UP}[\wäöüß]{{3,}} \d{{1,3}} ?[a-z]?\b,? \d{{5}} {_CITY}"),
    re.compile(rf"(?<![\w.,])\d{{1,4}}(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Qq]uai|[Cc]ours|[Ss]quare) (?:(?:de|du|des|de la|de l['’]|d['’]|l['’]) ?)?{_UP}[\w'’-]*(?: {_UP}[\w'’-]*){{0,3}}(?:,? \d{{5}} {_CITY})?"),
    re.compile(rf"\b(?:Via|Viale|Piazza|Corso|Vicolo|Largo) (?:{_UP}[\w'’]+ ?){{1,4}},? ?\d{{1,4}}[a-z]?\b(?:,? \d{{5}} {_CITY})?"),
    re.compile(rf"\b{_UK}\b"),
    re.compile(r"\bP\.? ?O\.? Box \d{1,6}\b", re.IGNORECASE),
)  # fmt: skip
"""Streets with a number, and what stands with them."""

HOME = re.compile(
    r"(?:\b(?:i|we|he|she|they) (?:live|lives|lived|stay)|\bliving|\baddress(?: is)?|\bmoved to|\b(?:my|our) (?:house|home|flat)(?: is)?|\bvivo|\bvivimos|\bdirecci[oó]n|\bdomicilio|\bwohnen?|\badresse|\bj['’]habite|\babito)[^.!?\n\d]{0,20}?(?P<value>\d{1,5} ?[a-z]?,? (?:[a-z'’-]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|close|drive|court|place|way|crescent|terrace|square|grove|hill)\b|(?:calle|avenida|plaza|paseo) [a-záéíóúñ ]{2,30},? \d{1,4}\b|\w+(?:straße|strasse|str\.|weg) \d{1,4}\b)",
    re.IGNORECASE,
)
"""Where somebody says that they live there: in small letters too."""
