-- The shops that are there from the start. A migration runs once, so shops that were deleted do not come back.
insert into pet_shop (id, owner_id, name, address, place, phone, email, category, services, rating, image_url,
                      opening_hours, description, created_at)
select gen_random_uuid(), null, name, address, st_point(longitude, latitude)::geography, phone, email, category,
       services, rating, '', opening_hours, description, now()
from (values
    ('Paws & Claws Grooming', '12, Jalan Bukit Bintang, 55100 Kuala Lumpur', 3.1466, 101.7108, '+60123456789',
     'pawsclaws@example.com', 'grooming', array['Bath & Blow Dry', 'Full Grooming', 'Nail Trimming', 'Ear Cleaning'],
     4.5, '9:00 AM - 7:00 PM', 'Baths, cuts and trims in the middle of Bukit Bintang.'),
    ('KL Pet Clinic', '45, Jalan Ampang, 50450 Kuala Lumpur', 3.1590, 101.7200, '+60198765432',
     'klpetclinic@example.com', 'vet', array['Vaccination', 'Health Checkup', 'Surgery', 'Dental Care', 'Emergency'],
     4.3, '8:00 AM - 10:00 PM', 'A clinic with its own operating room, open until late.'),
    ('Happy Tails Boarding', '88, Jalan PJU 1A/46, 47301 Petaling Jaya', 3.1209, 101.6270, '+60112233445',
     'happytails@example.com', 'boarding', array['Day Care', 'Overnight Boarding', 'Long Stay', 'Play Area', 'Webcam Monitoring'],
     4.7, 'Open 24 Hours', 'Room to play by day, a quiet place to sleep at night.'),
    ('Pet Paradise Store', 'Lot G-15, Mid Valley Megamall, 59200 Kuala Lumpur', 3.1178, 101.6773, '+60133445566',
     'petparadise@example.com', 'pet_store', array['Pet Food', 'Accessories', 'Toys', 'Crates & Carriers', 'Health Supplements'],
     4.2, '10:00 AM - 10:00 PM', 'Food, toys and crates for every kind of pet.'),
    ('Furry Friends Vet', '23, Jalan SS 2/55, 47300 Petaling Jaya', 3.1172, 101.6250, '+60177889900',
     'furryvet@example.com', 'vet', array['Vaccination', 'Microchipping', 'Spay/Neuter', 'X-Ray', 'Blood Test'],
     4.6, '9:00 AM - 6:00 PM', 'The neighbourhood vet of SS 2.'),
    ('Bark & Bath Spa', '15, Jalan Telawi 3, Bangsar, 59100 Kuala Lumpur', 3.1300, 101.6710, '+60144556677',
     'barkbath@example.com', 'grooming', array['Spa Treatment', 'De-shedding', 'Flea Treatment', 'Teeth Brushing', 'Creative Styling'],
     4.4, '10:00 AM - 8:00 PM', 'A spa day for dogs in Bangsar.'),
    ('Meow Manor Cat Hotel', 'Unit 3-1, Jalan Desa Kiara, 60000 Kuala Lumpur', 3.1650, 101.6550, '+60155667788',
     'meowmanor@example.com', 'boarding', array['Cat Boarding', 'Private Suites', 'Play Sessions', 'Grooming', 'Special Diet'],
     4.8, 'Open 24 Hours', 'Private suites for cats only.')
) as shop (name, address, latitude, longitude, phone, email, category, services, rating, opening_hours, description)
where not exists (select from pet_shop);
