-- What was refused may be a file that is no PDF, which is signed in a container now: it is looked at again when it is asked about.
delete from signing.inspection where obstacle is not null;
