"""QTI 2.0, 2.1, 2.2 and 3.0: items, tests and content packages.

1EdTech Question and Test Interoperability, Assessment, Section and Item information models 2.2 and 3.0.
"""

from __future__ import annotations

from chiron.engine.library.importing.formats.qti.reader import QtiReader

READER = QtiReader()
