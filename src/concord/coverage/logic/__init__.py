"""Who does what where, as Ibis expressions: tables in, tables out. No Django, no clock, no database of their own."""
