/** By this rule the office acts here; so it stands in the log. */
export const rule = 'výpravna'

/** The jobs of the room: set a letter, send a mail, settle what was answered, look after a mail that has not left. */
export const renderTask = 'dispatch.render'
export const sendTask = 'dispatch.send'
export const settleTask = 'dispatch.settle'
export const watchTask = 'dispatch.watch'
