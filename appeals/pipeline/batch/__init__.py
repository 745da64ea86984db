"""A batch: one order, many letters, an outbox of its own.

plan       roster -> what would be made, what is missing, how long, what it costs       planning.py
run        plan -> letters, ledger, worklist and the print-ready PDF in the outbox      running.py

Every letter is examined before the first is written (`Workroom.examine`). Letters whose pages differ only in their
fields share a form (`formats/press`); the others go the slow road, and are laid out before anything is written too
(`Workroom.prepare`). Then each is made, proved and kept (`Workroom.produce`), and its line goes into the journal. A
crew does these three, span by span: this process, several, or a cluster.
"""
