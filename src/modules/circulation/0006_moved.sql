-- Work follows its document into another file; what was asked and of whom stays as it was.
grant update (file_id) on circulation.item, circulation.route to obeh_app;
