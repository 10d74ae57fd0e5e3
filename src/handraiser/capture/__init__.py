"""Take in what people say, by any door, and keep it to the letter for ever.

Files, forms and calls arrive; raw inquiries leave, durable before anything can fail, and what became of each is
noted beside it. Section `lead` of the document says what an inquiry must bring.
"""
