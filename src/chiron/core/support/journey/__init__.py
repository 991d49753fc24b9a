"""The journey: what customers do across touchpoints as a map, where one stands, what is likely next, and the risk.

``traces`` folds touches into steps in order, however they came; ``discover`` draws a map of many traces; ``stages``,
``standing`` and ``leftoff`` tell where one customer is and what was left unfinished; ``forecast`` learns what comes
next; ``risk`` how likely it is that nothing does. All of it is pure: time comes as an argument.
"""
