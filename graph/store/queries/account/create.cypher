// New accounts.
// Parameters: rows (list of maps of properties)
// Returns: nothing
UNWIND $rows AS row
CREATE (:Account {
  id: row.id, name: row.name, email: row.email, roles: row.roles, everywhere: row.everywhere,
  password: row.password, openid: row.openid, totp: row.totp, totp_used: row.totp_used,
  disabled: row.disabled, made_on: row.made_on, signed_out_at: row.signed_out_at
})
