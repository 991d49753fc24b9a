"""Words that say nothing about the subject of a question, folded, per offered language."""

from __future__ import annotations

_EN = """
a about actually all also am an and any anyone are aren't as at be because been being but by bye can can't cannot could
did didn't do does doesn't doing don't dont each else ever explain for from get give go going gonna got had has hasn't
have haven't he hello help her here hey hi him his hmm how i i'd i'll i'm i've idk if im in into is isn't it it's its
just kind know know lets like many may maybe me mean means meant meaning mine more most much must my myself need no not
of off ok okay on one or our ours out over please pls plz question really remind say says see shall she should show so
some something stuff such tell than thanks that that's thats the their them then there these they thing things think
this those to too understand up us use used very want was wasn't we well were what what's whats when where where's
which while who who's whose why will with work works would wouldn't yeah yes you your yours define definition describe
again exactly called call tell between difference happen happens happened
"""
_ES = """
a al algo algun alguna ahi ante antes aqui asi aun aunque ayuda bien cada casi como con cosa cosas cual cuales cuando
cuanto cuantos cuantas da de decir del desde dime donde dos e el ella ellas ello ellos en entonces entre era es esa
esas ese eso esos esta estas este esto estos explica explicame explicar favor fue gracias ha hace hacen hacer hay hola
la las le les lo los mas me mi mis mucho muy nada ni no nos o oye para pero por porfa porque pregunta puede pueden
puedo que q quien quienes quiero recuerda sabe saber se sea ser si significa significan sin sobre son su sus tal
tambien tan te tener tiene tienen tienes ti tu tus un una unas uno unos usa usar va ver y ya yo llama diferencia ocurre
pasa sirve
"""

STOPWORDS: dict[str, frozenset[str]] = {"en": frozenset(_EN.split()), "es": frozenset(_ES.split())}
