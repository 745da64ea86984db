"""The volunteers' form: a door like the command line, opened by `appeals serve`.

app.py      addresses and answers       guard.py    who may ask, and what an answer carries
form.py     what is asked, and judged   scribe.py     what was asked becomes a letter, its picture, its files
press.py    desks in processes of their own, and the latest pictures
pages/      what the pages say          static/     how they look, and the live preview
"""
