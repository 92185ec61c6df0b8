package my.kilat.acceptance.client;

/** What the models of the Flutter apps read; what they cast without a default has to be there. */
final class FlutterShapes {
    static final Shape USER = Shape.of("""
            id:uuid email:words full_name:words role:owner|runner|shop|admin created_at:time
            phone:text is_verified:bool avatar_url?:text""");
    static final Shape AUTHENTICATED =
            Shape.of("access_token:words refresh_token:words").and("user:object");
    static final Shape ADDRESS = Shape.of("""
            line1:text line2:text city:text state:text postal_code:text country:text latitude:number longitude:number""");

    /** An unknown status throws, so only the canonical words may appear. */
    static final Shape BOOKING =
            Shape.of("""
                    id:uuid booking_number:words owner_id:uuid runner_id?:uuid
                    status:requested|accepted|in_progress|delivered|completed|cancelled
                    pet_spec.pet_type:words pet_spec.name:words pet_spec.breed:text pet_spec.weight_kg:number
                    pet_spec.age_months:int pet_spec.vaccinations:array pet_spec.special_needs:text pet_spec.photo_url:text
                    crate_requirement.minimum_size:words route_spec.distance_km:number route_spec.estimated_duration_min:int
                    estimated_price_cents:int final_price_cents?:int currency:words version:int notes:text
                    scheduled_at?:time picked_up_at?:time delivered_at?:time cancelled_at?:time
                    created_at:time updated_at:time""").and(ADDRESS.below("pickup_address")).and(ADDRESS.below("dropoff_address"));

    static final Shape PAYMENT = Shape.of("""
            id:uuid booking_id:uuid owner_id:uuid runner_id?:uuid escrow_status:pending|held|released|refunded|failed
            amount_cents:int platform_fee_cents:int runner_payout_cents:int currency:words version:int
            escrow_held_at?:time escrow_released_at?:time refunded_at?:time created_at:time updated_at:time""");
    static final Shape CRATE = Shape.of("""
            id:uuid size:small|medium|large|xlarge pet_types:array max_weight_kg:number ventilated:bool
            temperature_controlled:bool""");
    static final Shape RUNNER = Shape.of("""
                    id:uuid user_id:uuid full_name:text phone:text vehicle_type:words vehicle_plate:text vehicle_model:text
                    air_conditioned:bool session_status:active|inactive rating:number total_trips:int crate_specs:array
                    distance_km?:number created_at:time""").and(CRATE.below("crate_specs[]"));
    static final Shape SHOP = Shape.of("""
            id:uuid owner_id?:uuid name:words address:text latitude:number longitude:number phone:text email:text
            category:grooming|vet|boarding|pet_store services[]:text rating:number image_url?:text opening_hours:text
            description:text created_at:time""");
    static final Shape PAGINATION = Shape.of("total:int page:int limit:int total_pages:int");

    /** All seven are cast, of every frame. */
    static final Shape FRAME = Shape.of("""
            booking_id:uuid runner_id:uuid latitude:number longitude:number speed_kmh:number heading_degrees:number
            timestamp:time""");

    private FlutterShapes() {}
}
