create table limits as
select current_setting('statement_timeout') as statement_timeout,
       current_setting('application_name')  as application_name;
