-- Until when a key in its holder's hands (a card, a service that wants a PIN) is at work by the last confirmation; afterwards it is asked for again.
alter table signing.ceremony add column hand_until timestamptz;
grant update (hand_until) on signing.ceremony to obeh_app;
