/** Notices put on people's desks. They become part of the record, so they are in the language of the office. */
export const notices = {
  notDelivered: (email: string, response: string) => `Odpověď se nepodařilo doručit na adresu ${email}. ${response}`.trim().slice(0, 2000),
}
