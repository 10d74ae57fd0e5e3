"""Imports: files taken in as a whole.

A file arrives at a screen or the command line; it is kept, its mapping settled, and its rows are taken in
chunk by chunk, each chunk in one transaction together with its progress, so that a killed import goes on
where it was. What leaves are inquiries, counts that add up to the rows read, and the refused rows with line
and reason. The door gives the journey (`take_in`), since it lies above this room.
"""
