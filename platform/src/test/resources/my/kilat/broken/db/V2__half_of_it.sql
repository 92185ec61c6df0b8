create table undone (id integer primary key);
insert into kept values (1), (1);
