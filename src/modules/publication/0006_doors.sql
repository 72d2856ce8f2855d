-- Which offices are reached through the portal is public, and asked before it is known which one a page is for.
create policy offices_are_public on publication.office for select to obeh_portal using (true);
