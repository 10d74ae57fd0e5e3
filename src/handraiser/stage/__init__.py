"""The stations of the journey and their gates. Scored leads arrive; leads in their stage leave, with the moves told.

Section `stages` of the document rules this room.
"""
