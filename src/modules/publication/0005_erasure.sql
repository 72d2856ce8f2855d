-- What was delivered to a person, and the proof with its particulars, go when the person is erased; the matter stays as a number of its day.
grant delete on publication.delivery, publication.download to obeh_app;
grant update (subject) on publication.matter to obeh_app;
