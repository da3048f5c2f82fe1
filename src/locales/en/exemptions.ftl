# Lines that are kept from a group since they are like a participant's name
exemption-button-grant = Not a participant's name
exemption-button-withdraw = ↩️ Undo
exemption-after-grant = ✅ “{ $words }” is noted as not a participant's name. Groups receive it from now on.
exemption-after-withdraw = “{ $words }” is treated as a participant's name again. Groups do not receive it.
exemption-warning = ⚠️ Something here looks like a participant's name; groups will not receive it.
