# ruff: noqa: E501 - patterns are data
"""Ways of writing an address: English, Spanish, German, French, Italian and Dutch streets, and postcodes."""

from __future__ import annotations

import re

_UP = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_CITY = rf"{_UP}[\w'’.-]+(?: {_UP}[\w'’.-]+){{0,2}}"
_UK = r"[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}"
_FLAT = r"(?:(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|#) ?\w{1,4})"
_BUILDING = rf"(?:The )?{_UP}[\w'’]+ (?:House|Court|Building|Tower|Towers|Lodge|Mansions|Heights|Residence|Block|Mill|Cottage|Farm|Barn|Hall|Manor|Rectory)"
_KINDS = (
    "Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Close|Drive|Dr|Court|Ct|Place|Pl|Way|Crescent|Cres|Terrace|Gardens|Square|Sq"
    "|Boulevard|Blvd|Hill|Grove|Mews|Row|Walk|Parkway|Pkwy|Highway|Hwy|Circle|Park|Green|View|Rise"
)
_AFTER = rf"(?:,? {_FLAT})?(?:(?:, ?{_CITY}){{0,2}},? (?:{_UK}\b|[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?\b|[A-Z]{{2,3}} \d{{4}}\b|\d{{5}}\b)|, ?{_CITY} \d{{1,4}}\b|, ?{_CITY}(?=[.,;:!?)\n ]|$))?"

STREETS = (
    re.compile(rf"(?<![\w.,])(?:(?:{_FLAT},? )?{_BUILDING},? |{_FLAT}(?:,? |/))?\d{{1,5}}(?:/\d{{1,5}})? ?[A-Za-z]?,? (?:(?:[NSEW]|North|South|East|West)\.? )?(?:(?:{_UP}[\w'’-]*\.?|\d{{1,3}}(?:st|nd|rd|th)|of|the|la|de) ){{1,4}}(?:{_KINDS})\b(?!['’]s)\.?{_AFTER}"),
    re.compile(rf"\b(?:[Cc]/ ?|(?:[Cc]alle|[Aa]vda?\.?|[Aa]venida|[Pp]laza|[Pp]aseo|[Aa]vinguda|[Cc]arrer|[Pp]asseig|[Cc]amino|[Cc]arrera|[Rr]onda|[Tt]raves[ií]a) )(?:(?:de|del|de la|de los|de las|la|los|las) )?{_UP}[\w'’.-]*(?: (?:(?:de|del|la|los|las|y) )*{_UP}[\w'’.-]*){{0,3}},? (?:[Nn][.ºo°]{{1,2}} ?|#)?\d{{1,4}}\b(?:[-, ]{{1,2}}\d{{1,2}}\.?[ºª°](?: ?(?:[A-Z]\b|izquierda|izda?\.?|izq\.?|derecha|der\.?|dcha?\.?|centro|exterior|interior))?|,? (?:bajo|piso|planta|portal|puerta) ?\w{{0,3}})?(?:,? \d{{5}}(?:-\d{{3}})? {_CITY}|, {_CITY})?"),
    re.compile(rf"\b(?:{_UP}\w+ ){{1,2}}(?:gate|gata|vei|vej|väg|gade|utca|út|u\.) \d{{1,4}}[a-zA-Z]?\b(?:,? \d{{4}} {_CITY}|, {_CITY})?"),
    re.compile(rf"\b(?:(?:Prins|Prinses|Koning|Koningin|Sint|Sankt|Van|De|Den|Am|An der|Im|In der|Auf dem|Zum|Zur|Alte|Neue|Obere|Untere|Große|Kleine) )?{_UP}[\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm|straat|laan|plein|gracht|kade|gatan|vägen|gata|veien|gade|vej|katu|tie|utca) \d{{1,4}}(?:[-/]\d{{1,3}})? ?[a-zA-Z]?\b(?:,? \d{{3,5}}(?: \d\d)?(?: [A-Z]{{2}})? {_CITY}|, {_CITY})?"),
    re.compile(rf"\b(?:Am|An der|Im|In der|Auf dem|Zum|Zur|Unter den|Hinter der) {_UP}[\wäöüß]{{3,}} \d{{1,3}} ?[a-z]?\b,? \d{{5}} {_CITY}"),
    re.compile(rf"(?<![\w.,])\d{{1,4}}(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Qq]uai|[Cc]ours|[Ss]quare) (?:(?:de|du|des|de la|de l['’]|d['’]|l['’]) ?)?{_UP}[\w'’-]*(?: {_UP}[\w'’-]*){{0,3}}(?:,? \d{{5}} {_CITY})?"),
    re.compile(rf"\b(?:Via|Viale|Piazza|Corso|Vicolo|Largo) (?:{_UP}[\w'’]+ ?){{1,4}},? ?\d{{1,4}}(?:/\w{{1,3}}|[a-z])?\b(?:,? \d{{5}} {_CITY})?"),
    re.compile(rf"\b(?:(?:[Uu]l|[Aa]l|[Oo]s|[Pp]l)\. ?|(?:[Uu]lica|[Aa]leja|[Oo]siedle|[Pp]lac) )(?:{_UP}\w+\.? ?){{1,3}}\d{{1,4}}[a-zA-Z]?(?: ?/ ?\d{{1,4}}| m\. ?\d{{1,4}})?\b(?:,? \d\d-\d{{3}} {_CITY}|, {_CITY})?"),
    re.compile(rf"\b(?:[Rr]ua|[Tt]ravessa|[Pp]raça|[Ee]strada|[Aa]lameda|[Ll]adeira|[Rr]odovia|Strada|Strad[aă]|Rr?uga|Ulica|Ulitsa) (?:(?:de|da|do|das|dos) )?{_UP}[\w'’]+(?: (?:(?:de|da|do|das|dos|e) )?{_UP}[\w'’]+){{0,3}},? (?:n[.ºo°]{{1,2}} ?)?\d{{1,5}}\b(?:,? (?:\d{{4,5}}-\d{{3}} )?{_CITY})?"),
    re.compile(rf"\b(?:{_UP}\w+ ){{1,3}}(?:Cad|Cd|Sok|Sk|Bulv)(?:desi|ak|ağı|\.)?,? ?No ?[:.]? ?\d{{1,4}}(?:/\d{{1,3}})?\b"),
    re.compile(rf"\bGran V[ií]a(?: de(?: la| los| las|l)?(?: {_UP}\w+){{1,2}})?,? (?:n[.ºo°]{{1,2}} ?)?\d{{1,4}}\b(?:, ?\d{{1,2}}\.?[ºª°](?: ?[A-Z]\b)?)?(?:,? \d{{5}} {_CITY}|, {_CITY})?"),
    re.compile(rf"\b{_UK}\b"),
    re.compile(r"\bP\.? ?O\.? Box \d{1,6}\b", re.IGNORECASE),
)  # fmt: skip
"""Streets with a number, and what stands with them."""

TOLD = re.compile(
    rf"(?:\b(?:[Aa]ddress|ADDRESS|[Aa]nschrift|[Aa]dresse|[Dd]irecci[oó]n|[Dd]omicilio|[Ii]ndirizzo|[Mm]orada|[Ee]ndere[cç]o|[Aa]dres|[Ww]ohnort|[Ww]ohnhaft)(?: is| es| ist| est| lautet)? ?[:=]? ?|\b(?:live|lives|lived|living|staying|house is|flat is|home is) (?:at|in|on) |\b(?:[Vv]ivo|[Vv]ivimos|[Hh]abito|[Mm]oro) (?:en|in|na|no|em) |\b[Ww]ohnen? (?:in der|im|am|in) |\b[Hh]abite (?:au )?|\bmoved to )(?P<value>(?:\d{{1,5}}[a-zA-Z]?,? )?{_UP}[\w'’.-]*(?:,? (?:(?:{_UP}|\d|n[.ºo°]|de |del |des |du |la |el |da |do |van |der |den |di ))[^\s,;:!?]*){{1,8}})"
)
"""Where somebody says that what follows is their address: words with capitals and a number, in whatever order."""

HOME = re.compile(
    r"(?:\b(?:i|we|he|she|they) (?:live|lives|lived|stay)|\bliving|\baddress(?: is)?|\bmoved to|\b(?:my|our) (?:house|home|flat)(?: is)?|\bvivo|\bvivimos|\bdirecci[oó]n|\bdomicilio|\bwohnen?|\badresse|\bj['’]habite|\babito)[^.!?\n\d]{0,20}?(?P<value>\d{1,5} ?[a-z]?,? (?:[a-z'’-]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|close|drive|court|place|way|crescent|terrace|square|grove|hill)\b|(?:calle|avenida|plaza|paseo) [a-záéíóúñ ]{2,30},? \d{1,4}\b|\w+(?:straße|strasse|str\.|weg) \d{1,4}\b)",
    re.IGNORECASE,
)
"""Where somebody says that they live there: in small letters too."""
