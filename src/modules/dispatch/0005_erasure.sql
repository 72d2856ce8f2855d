-- Who a consignment went to goes when the person is erased; that it went, when and how it ended stays.
grant update (recipient, addressee, email, address) on dispatch.consignment to obeh_app;
grant update (response) on dispatch.attempt to obeh_app;
